using System.Text.Json.Serialization;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Wire;

/// <summary>The catalogue's JSON: snake case, and no member that nobody reads.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModelCard[]))]
[JsonSerializable(typeof(ProviderPreset[]))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
