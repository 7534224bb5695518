using System.Collections.Frozen;
using RawInference.Media;

namespace RawInference.Models;

/// <summary>What a model of a provider can take, as far as the catalogue knows.</summary>
public sealed record ModelCapabilities
{
    public required string Provider { get; init; }

    public required string Model { get; init; }

    /// <summary>False when the catalogue does not know the model: then everything is let through, and the provider's refusal is the answer.</summary>
    public required bool Known { get; init; }

    /// <summary>Words of <see cref="RawInference.Operations"/>, the model's main one first. Empty where unknown.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Media that the model takes; null where unknown.</summary>
    public FrozenSet<MediaKind>? Inputs { get; init; }

    /// <summary>Parameters, by their name in the REST contract, that the model or its provider refuses.</summary>
    public FrozenSet<string> UnsupportedParameters { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Prompt and completion tokens together; null where unknown.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>The most tokens of one completion; null where unknown.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>The most inputs of one upstream call; null where unknown or unbounded.</summary>
    public int? MaxBatch { get; init; }

    /// <summary>The length of the model's vectors; null where unknown or not an embedding model.</summary>
    public int? Dimensions { get; init; }

    public bool Takes(string parameter) => !UnsupportedParameters.Contains(parameter);

    /// <summary>Whether media of a kind can be sent; true where unknown.</summary>
    public bool Takes(MediaKind kind) => Inputs?.Contains(kind) ?? true;

    public override string ToString() => $"{Provider}/{Model}";
}
