using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RawInference.Media;

namespace RawInference.Api.OpenApi;

/// <summary>Describes <c>POST /v1/inference</c>, which reads and writes its own bodies.</summary>
internal sealed class InferOperationTransformer : IOpenApiOperationTransformer
{
    private const string Description =
        """
        Chat, vision, embedding of text and media, transcription, image generation and speech are one call. The model is named by
        `provider` and `model`, by the slug `provider/model`, by an alias (`inference_name`) or by a `feature_uri`; `inputs` says what it works on.
        `task` chooses the operation where a model has several; otherwise the model's catalogue entry decides, then the keys of `inputs`.

        `parameters.stream`, or `Accept: text/event-stream`, asks for server-sent events.
        """;

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId != "infer" || context.Document is not { } document)
        {
            return Task.CompletedTask;
        }

        operation.Summary = "Infer";
        operation.Description = Description;
        operation.Parameters =
            [CallHeaderParameters.Namespace, CallHeaderParameters.RequestId, CallHeaderParameters.Deadline, CallHeaderParameters.IdempotencyKey];
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference("InferenceRequest", document),
                    Examples = DocumentExamples.Requests,
                },
                ["multipart/form-data"] = Multipart(document),
            },
        };
        operation.Responses = new OpenApiResponses { ["200"] = Answer(document) };
        ErrorResponses.Add(operation.Responses, document, ErrorResponses.All);
        return Task.CompletedTask;
    }

    private static OpenApiMediaType Multipart(OpenApiDocument document)
    {
        var parts = new Dictionary<string, IOpenApiSchema>
        {
            ["request"] = new OpenApiSchemaReference("InferenceRequest", document)
            {
                Description = "The JSON, as it would be the whole body. Its `inputs` need not name the files.",
            },
        };
        foreach (var kind in Enum.GetNames<MediaKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))
        {
            parts[kind] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "binary",
                Description = $"A file that stands for `inputs.{kind}_base64`. The part may be there several times where an operation takes several.",
            };
        }

        return new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "request" }, Properties = parts },
            Encoding = new Dictionary<string, OpenApiEncoding> { ["request"] = new() { ContentType = "application/json" } },
            Examples = DocumentExamples.Multiparts,
        };
    }

    private static OpenApiResponse Answer(OpenApiDocument document)
    {
        var headers = ResponseHeaders.Common;
        headers["x-cache"] = ResponseHeaders.Cache;
        headers["x-rawinference-overhead-ms"] = ResponseHeaders.Overhead;
        headers["Idempotent-Replayed"] = ResponseHeaders.Replayed;
        ResponseHeaders.AddLimits(headers);
        return new OpenApiResponse
        {
            Description = "The whole answer, or its events.",
            Headers = headers,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference("InferenceResponse", document),
                    Examples = DocumentExamples.Responses,
                },
                ["text/event-stream"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference("InferenceEvents", document),
                    Examples = DocumentExamples.EventStreams,
                },
            },
        };
    }
}
