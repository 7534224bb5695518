using System.Text.Json.Nodes;

namespace RawInference.Api.OpenApi;

/// <summary>The JSON files of a folder beside this class, which are embedded in the assembly.</summary>
internal static class EmbeddedJson
{
    private const string Extension = ".json";

    /// <summary>Each file's content with its name, in the order of the names. Nothing is shared between calls.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Read(string folder)
    {
        var assembly = typeof(EmbeddedJson).Assembly;
        var prefix = $"{typeof(EmbeddedJson).Namespace}.{folder}.";
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            yield return KeyValuePair.Create(resource[prefix.Length..^Extension.Length], JsonNode.Parse(stream)!.AsObject());
        }
    }
}
