using System.Text.Json;
using RawInference.Api.Authentication;
using RawInference.Core.Identity;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Api.Models;

/// <summary>What can be asked: <c>GET /v1/models</c>.</summary>
internal static class ModelEndpoints
{
    public const string Route = "/v1/models";

    public static IEndpointRouteBuilder MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, ListAsync).WithName("listModels").WithTags("Models").RequirePermission(Permissions.Inference);
        return routes;
    }

    private static Task ListAsync(HttpContext http, ModelCatalog models, ProviderCatalog providers, ICallerAccessor callers)
    {
        var grant = callers.Caller.Grant;
        var filter = ModelFilter.Read(http.Request.Query, providers.NamesFor(grant));
        return ListAnswer.WriteAsync(http, writer => Write(writer, models, grant, filter));
    }

    private static void Write(Utf8JsonWriter writer, ModelCatalog models, KeyGrant grant, ModelFilter filter)
    {
        foreach (var (name, targets) in models.Aliases)
        {
            if (targets.Any(target => grant.Shows(name, target) && filter.Matches(target)))
            {
                ModelWire.WriteAlias(writer, name, targets);
            }
        }

        foreach (var target in models.Models.Where(target => grant.Shows(null, target) && filter.Matches(target)))
        {
            ModelWire.WriteModel(writer, target);
        }
    }
}
