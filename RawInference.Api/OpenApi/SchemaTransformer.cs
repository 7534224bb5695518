using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace RawInference.Api.OpenApi;

/// <summary>Puts the JSON Schemas of the contract, one embedded file each, among the document's components.</summary>
internal sealed class SchemaTransformer : IOpenApiDocumentTransformer
{
    public const string Folder = "Schemas";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var reader = new OpenApiJsonReader();
        foreach (var (name, json) in EmbeddedJson.Read(Folder))
        {
            var schema = reader.ReadFragment<OpenApiSchema>(json, OpenApiSpecVersion.OpenApi3_1, document, out var diagnostic);
            if (schema is null || diagnostic.Errors.Count > 0)
            {
                throw new InvalidDataException($"The schema {name} is not valid: {string.Join("; ", diagnostic.Errors)}");
            }

            document.AddComponent<IOpenApiSchema>(name, schema);
        }

        return Task.CompletedTask;
    }
}
