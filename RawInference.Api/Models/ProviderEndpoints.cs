using RawInference.Api.Authentication;
using RawInference.Api.Hosting;
using RawInference.Core.Identity;
using RawInference.Core.Providers;

namespace RawInference.Api.Models;

/// <summary>Who can be asked: <c>GET /v1/providers</c>.</summary>
internal static class ProviderEndpoints
{
    public const string Route = "/v1/providers";

    public static IEndpointRouteBuilder MapProviders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, ListAsync).WithName("listProviders").WithTags("Models").RequirePermission(Permissions.Inference);
        return routes;
    }

    private static Task ListAsync(HttpContext http, ProviderCatalog providers, ICallerAccessor callers)
    {
        var grant = callers.Caller.Grant;
        var query = new QueryReader(http.Request.Query);
        var all = query.Flag("all") ?? false;
        query.ThrowIfRefused();
        return ListAnswer.WriteAsync(http, writer =>
        {
            foreach (var provider in providers.ConfiguredFor(grant))
            {
                ProviderWire.WriteProvider(writer, provider);
            }

            foreach (var preset in all ? providers.OfferedFor(grant) : [])
            {
                ProviderWire.WritePreset(writer, preset);
            }
        });
    }
}
