using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>The document, written once: anyone may ask for it, and it is the same for all.</summary>
internal sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents)
{
    public const string Name = "v1";
    public const OpenApiSpecVersion Version = OpenApiSpecVersion.OpenApi3_1;

    private readonly Lazy<Task<byte[]>> _json = new(() => WriteAsync(documents));

    public Task<byte[]> ToJsonAsync() => _json.Value;

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync();
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, Version);
        return stream.ToArray();
    }
}
