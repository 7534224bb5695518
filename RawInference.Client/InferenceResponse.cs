using System.Text.Json;
using RawInference.Usage;

namespace RawInference;

/// <summary>The whole answer to a request.</summary>
public abstract record InferenceResponse : InferenceUpdate
{
    /// <summary>Id of this inference, made by the gateway: <c>inf_…</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>The provider that answered.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model that answered, as the provider names it.</summary>
    public string Model { get; init; } = "";

    /// <summary>The provider's own id of the answer, where it gives one.</summary>
    public string? ProviderResponseId { get; init; }

    /// <summary>Null where the provider reports none.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Whether <see cref="Usage"/> was reported or estimated; null without usage.</summary>
    public UsageSource? UsageSource { get; init; }

    /// <summary>US dollars; null when the price is unknown, never 0 by accident.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>From the arrival of the request to the whole answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>True when no provider was asked.</summary>
    public bool Cached { get; init; }

    /// <summary>Whether the same request may get this answer again; false for what the next try would probably do better, and for what expires.</summary>
    public virtual bool IsCacheable => true;

    /// <summary>Everything that was asked for and not done, and everything else a caller would want to know.</summary>
    public IReadOnlyList<InferenceWarning> Warnings { get; init; } = [];

    /// <summary>Every try, in order of its end.</summary>
    public IReadOnlyList<InferenceAttempt> Attempts { get; init; } = [];

    /// <summary>The provider's own JSON, one element per upstream call, when <see cref="CallOptions.IncludeRaw"/> asked for it.</summary>
    public IReadOnlyList<JsonElement> Raw { get; init; } = [];

    /// <summary>The deltas that would have come before this response; none for operations without partial output.</summary>
    public virtual IReadOnlyList<InferenceUpdate> ToDeltas() => [];
}
