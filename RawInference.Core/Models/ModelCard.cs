using RawInference.Media;

namespace RawInference.Core.Models;

/// <summary>
/// What is known of a model, as data beside its connector. JSON names are in snake case. A list that the data leaves out is empty:
/// generated deserializers set absent members to null.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The preset whose model it is.</summary>
    public required string Provider { get; init; }

    /// <summary>As the provider names it, without a date: a dated snapshot (<c>-2024-07-18</c>) has its family's card.</summary>
    public required string Id { get; init; }

    /// <summary>What it can be asked, its main operation first.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>Media that it takes besides text.</summary>
    public IReadOnlyList<MediaKind> Inputs { get; init => field = value ?? []; } = [];

    /// <summary>Parameters, by their name in the REST contract, that it refuses.</summary>
    public IReadOnlyList<string> Unsupported { get; init => field = value ?? []; } = [];

    /// <summary>Prompt and completion tokens together.</summary>
    public long? ContextTokens { get; init; }

    public long? MaxOutputTokens { get; init; }

    /// <summary>The most inputs of one upstream call.</summary>
    public int? MaxBatch { get; init; }

    /// <summary>The length of its vectors.</summary>
    public int? Dimensions { get; init; }

    /// <summary>The dialect's own word for a way in which this model has to be asked; see the connector.</summary>
    public string? Dialect { get; init; }

    public ModelPrice? Price { get; init; }
}
