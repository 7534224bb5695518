using System.Text.Json;
using System.Text.Json.Serialization;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Wire;

/// <summary>The catalogue data in a connector's folder, embedded under its path.</summary>
internal static class EmbeddedCatalogue
{
    /// <summary>By reflection: generated readers set every init property that the JSON lacks to null, over its default.</summary>
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static IReadOnlyList<ModelCard> Models(string path) => Read<ModelCard>(path);

    public static IReadOnlyList<ProviderPreset> Presets(string path) => Read<ProviderPreset>(path);

    private static T[] Read<T>(string path)
    {
        using var stream = typeof(EmbeddedCatalogue).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not embedded.");
        return JsonSerializer.Deserialize<T[]>(stream, Options) ?? throw new InvalidOperationException($"{path} is empty.");
    }
}
