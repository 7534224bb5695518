using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>Describes <c>GET /v1/providers</c>, which writes its own JSON.</summary>
internal sealed class ListProvidersOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId != "listProviders" || context.Document is not { } document)
        {
            return Task.CompletedTask;
        }

        operation.Summary = "Who can be asked";
        operation.Description = "The configured providers that the key may use: what they can be asked, what the catalogue knows of their models, "
            + "and how they were when they were last asked. Nobody is asked for the list: a provider that no call has reached yet is `unknown`.";
        operation.Parameters = [QueryParameters.All, CallHeaderParameters.Namespace, CallHeaderParameters.RequestId];
        operation.Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "Configured providers, then those that could be.",
                Headers = ResponseHeaders.Common,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference("ProviderList", document),
                        Examples = DocumentExamples.ProviderLists,
                    },
                },
            },
        };
        ErrorResponses.Add(operation.Responses, document, 400, 401, 403, 500);
        return Task.CompletedTask;
    }
}
