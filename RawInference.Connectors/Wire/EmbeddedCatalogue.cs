using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Wire;

/// <summary>The catalogue data in a connector's folder, embedded under its path.</summary>
internal static class EmbeddedCatalogue
{
    public static IReadOnlyList<ModelCard> Models(string path) => Read(path, CatalogueJson.Default.ModelCardArray);

    public static IReadOnlyList<ProviderPreset> Presets(string path) => Read(path, CatalogueJson.Default.ProviderPresetArray);

    private static T[] Read<T>(string path, JsonTypeInfo<T[]> type)
    {
        using var stream = typeof(EmbeddedCatalogue).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not embedded.");
        return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidOperationException($"{path} is empty.");
    }
}
