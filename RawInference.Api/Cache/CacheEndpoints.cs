using RawInference.Core.Identity;

namespace RawInference.Api.Cache;

/// <summary>Forgetting what is kept: <c>DELETE /v1/cache</c>.</summary>
internal static class CacheEndpoints
{
    public const string Route = "/v1/cache";

    public static IEndpointRouteBuilder MapCache(this IEndpointRouteBuilder routes)
    {
        routes.MapDelete(Route, ClearAsync).WithName("clearCache").WithTags("Cache");
        return routes;
    }

    private static async Task<IResult> ClearAsync(HttpContext http, ICallerAccessor callers, NamespaceAnswers answers)
    {
        if (http.Features.Get<ApiKey>()?.May(Permissions.Cache) != true)
        {
            throw new InferenceException(InferenceErrorCode.Forbidden, $"This key lacks the permission '{Permissions.Cache}'; ask for a key that has it.");
        }

        await answers.ForgetAsync(callers.Caller, http.RequestAborted);
        return Results.NoContent();
    }
}
