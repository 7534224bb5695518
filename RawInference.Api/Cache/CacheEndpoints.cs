using RawInference.Api.Authentication;
using RawInference.Core.Identity;

namespace RawInference.Api.Cache;

/// <summary>Forgetting what is kept: <c>DELETE /v1/cache</c>.</summary>
internal static class CacheEndpoints
{
    public const string Route = "/v1/cache";

    public static IEndpointRouteBuilder MapCache(this IEndpointRouteBuilder routes)
    {
        routes.MapDelete(Route, ClearAsync).WithName("clearCache").WithTags("Cache").RequirePermission(Permissions.Cache);
        return routes;
    }

    private static async Task<IResult> ClearAsync(HttpContext http, ICallerAccessor callers, NamespaceAnswers answers)
    {
        await answers.ForgetAsync(callers.Caller, http.RequestAborted);
        return Results.NoContent();
    }
}
