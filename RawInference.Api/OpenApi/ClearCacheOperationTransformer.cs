using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>Describes <c>DELETE /v1/cache</c>.</summary>
internal sealed class ClearCacheOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId != "clearCache" || context.Document is not { } document)
        {
            return Task.CompletedTask;
        }

        operation.Summary = "Forget the kept answers";
        operation.Description = "Forgets every answer that the response cache keeps for the namespace: here at once, and within a second on every other "
            + "replica. The key needs the permission `cache`.";
        operation.Parameters = [CallHeaderParameters.Namespace, CallHeaderParameters.RequestId];
        operation.Responses = new OpenApiResponses
        {
            ["204"] = new OpenApiResponse { Description = "They are forgotten.", Headers = ResponseHeaders.Common },
        };
        ErrorResponses.Add(operation.Responses, document, 400, 401, 403, 500, 503);
        return Task.CompletedTask;
    }
}
