using System.Text.Json;
using RawInference.Api.Hosting;
using RawInference.Core.Identity;
using RawInference.Core.Models;

namespace RawInference.Api.Models;

/// <summary>What can be asked: <c>GET /v1/models</c>.</summary>
internal static class ModelEndpoints
{
    public const string Route = "/v1/models";

    public static IEndpointRouteBuilder MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, ListAsync).WithName("listModels").WithTags("Models");
        return routes;
    }

    private static async Task ListAsync(HttpContext http, ModelCatalog catalog, ICallerAccessor callers)
    {
        var grant = callers.Caller.Grant;
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (var writer = new Utf8JsonWriter(http.Response.BodyWriter, JsonOutput.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            foreach (var (name, targets) in catalog.Aliases.Where(alias => alias.Value.Any(target => grant.Allows(alias.Key, target))))
            {
                ModelWire.WriteAlias(writer, name, targets);
            }

            foreach (var target in catalog.Models.Where(target => grant.Allows(null, target)))
            {
                ModelWire.WriteModel(writer, target);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
