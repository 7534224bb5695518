using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>Describes <c>GET /v1/models</c>, which writes its own JSON.</summary>
internal sealed class ListModelsOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId != "listModels" || context.Document is not { } document)
        {
            return Task.CompletedTask;
        }

        operation.Summary = "What can be asked";
        operation.Description = "The aliases and models that the key may use, with what the catalogue knows of them: operations, inputs, limits, prices. "
            + "The query narrows the list; an alias is in it where one of its targets is such a model.";
        operation.Parameters =
        [
            QueryParameters.Provider,
            QueryParameters.Operation,
            QueryParameters.Input,
            QueryParameters.Emulated,
            CallHeaderParameters.Namespace,
            CallHeaderParameters.RequestId,
        ];
        operation.Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "Aliases, then models.",
                Headers = ResponseHeaders.Common,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference("ModelList", document),
                        Examples = DocumentExamples.ModelLists,
                    },
                },
            },
        };
        ErrorResponses.Add(operation.Responses, document, 400, 401, 403, 500);
        return Task.CompletedTask;
    }
}
