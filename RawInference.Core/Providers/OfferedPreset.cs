namespace RawInference.Core.Providers;

/// <summary>A well-known provider that is not configured.</summary>
/// <param name="Preset">What its connector says of it.</param>
/// <param name="Operations">What it could be asked.</param>
/// <param name="Models">How many of its models the catalogue knows.</param>
public sealed record OfferedPreset(ProviderPreset Preset, IReadOnlyList<string> Operations, int Models);
