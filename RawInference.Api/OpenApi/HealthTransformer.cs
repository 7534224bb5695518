using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>Describes the health checks, which the framework maps without a description, where the application has them.</summary>
internal sealed class HealthTransformer(EndpointDataSource endpoints) : IOpenApiDocumentTransformer
{
    private static readonly (string Route, string Id, string Summary, string Unhealthy)[] Checks =
    [
        ("/health", "getHealth", "Ready to serve", "Not ready: something that the gateway needs is missing."),
        ("/alive", "getAlive", "Alive", "The process is to be restarted."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var routes = endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}").ToHashSet();
        foreach (var (route, id, summary, unhealthy) in Checks.Where(check => routes.Contains(check.Route)))
        {
            document.Paths[route] = new OpenApiPathItem
            {
                Operations = new()
                {
                    [HttpMethod.Get] = new OpenApiOperation
                    {
                        OperationId = id,
                        Summary = summary,
                        Tags = new HashSet<OpenApiTagReference> { new("Health", document) },
                        Security = [],
                        Responses = new OpenApiResponses { ["200"] = Status("`Healthy` or `Degraded`."), ["503"] = Status(unhealthy) },
                    },
                },
            };
            (document.Tags ??= new HashSet<OpenApiTag>()).Add(new OpenApiTag { Name = "Health" });
        }

        return Task.CompletedTask;
    }

    private static OpenApiResponse Status(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["text/plain"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
    };
}
