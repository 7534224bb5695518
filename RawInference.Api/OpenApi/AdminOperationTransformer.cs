using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>Describes the admin API, which reads and writes its own JSON. Each operation has one example, in a file of its id.</summary>
internal sealed class AdminOperationTransformer : IOpenApiOperationTransformer
{
    public const string Examples = "AdminExamples";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (AdminOperation.All.FirstOrDefault(known => known.Id == operation.OperationId) is not { } admin || context.Document is not { } document)
        {
            return Task.CompletedTask;
        }

        var example = EmbeddedJson.Read(Examples).Single(file => file.Key == admin.Id).Value;
        var isAboutOne = context.Description.RelativePath?.Contains("{id}", StringComparison.Ordinal) == true;
        operation.Summary = admin.Summary;
        operation.Description = admin.Description;
        operation.Parameters =
        [
            .. isAboutOne ? [QueryParameters.Id] : Array.Empty<OpenApiParameter>(),
            .. admin.Lists ? [QueryParameters.Limit, QueryParameters.After] : Array.Empty<OpenApiParameter>(),
            CallHeaderParameters.RequestId,
        ];
        operation.RequestBody = admin.Body is null ? null : new OpenApiRequestBody
        {
            Required = admin.Id != "rotateKey",
            Content = Content(admin.Body, document, example["summary"], example["request"]),
        };
        var headers = ResponseHeaders.Common;
        headers["Cache-Control"] = ResponseHeaders.NoStore;
        operation.Responses = new OpenApiResponses
        {
            [admin.Creates ? "201" : "200"] = new OpenApiResponse
            {
                Description = "Done.",
                Headers = headers,
                Content = Content(admin.Answer, document, example["summary"], example["response"]),
            },
        };
        ErrorResponses.Add(operation.Responses, document, Statuses(admin, isAboutOne));
        return Task.CompletedTask;
    }

    private static IEnumerable<int> Statuses(AdminOperation admin, bool isAboutOne) =>
    [
        .. admin.Body is not null || admin.Lists ? [400] : Array.Empty<int>(),
        401,
        403,
        .. isAboutOne ? [404] : Array.Empty<int>(),
        .. admin.Body is not null ? [413, 415] : Array.Empty<int>(),
        500,
        503,
    ];

    private static Dictionary<string, OpenApiMediaType> Content(string schema, OpenApiDocument document, JsonNode? summary, JsonNode? example) => new()
    {
        ["application/json"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference(schema, document),
            Examples = new Dictionary<string, IOpenApiExample>
            {
                [schema] = new OpenApiExample { Summary = summary!.GetValue<string>(), Value = example!.DeepClone() },
            },
        },
    };
}
