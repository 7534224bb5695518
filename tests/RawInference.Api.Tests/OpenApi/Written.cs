using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Api.Tests.OpenApi;

/// <summary>What the product's writers write.</summary>
internal static class Written
{
    public static JsonNode Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return JsonNode.Parse(stream.ToArray())!;
    }
}
