using RawInference.Media;

namespace RawInference.Core.Providers;

/// <summary>What the known models of a provider can do of one operation.</summary>
/// <param name="Operation">One of <see cref="Operations"/>.</param>
/// <param name="Inputs">Media that one of the models or another takes, besides text.</param>
/// <param name="Models">How many models there are.</param>
public sealed record ProviderCapability(string Operation, IReadOnlyList<MediaKind> Inputs, int Models);
