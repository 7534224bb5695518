using System.Text.Json.Serialization;
using RawInference.Usage;

namespace RawInference.Core.Usage;

/// <summary>What one journey used: written exactly once, whatever became of it.</summary>
public sealed record UsageRecord
{
    /// <summary>The inference's id, <c>inf_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Organization { get; init; }

    public required string Namespace { get; init; }

    public required string KeyId { get; init; }

    public required string Operation { get; init; }

    /// <summary>The alias that was asked for; null for a provider with its model.</summary>
    public string? Alias { get; init; }

    /// <summary>Null when no provider was asked.</summary>
    public string? Provider { get; init; }

    /// <summary>As the provider names it, where it answered; null when none was asked.</summary>
    public string? Model { get; init; }

    /// <summary>What was asked, where the provider names the model that answered in another way.</summary>
    public string? AskedModel { get; init; }

    /// <summary>Only the caller knows the model: neither the catalogue does, nor has any of that name answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NamedByCaller { get; init; }

    /// <summary>The model that sums count it with. Names that callers make up have no sum of their own: there is no end of them.</summary>
    public string? SummedModel => NamedByCaller ? null : Model;

    public required UsageOutcome Outcome { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public InferenceErrorCode? Error { get; init; }

    /// <summary>
    /// Parts that a provider completed are counted also where the call as a whole failed, or was answered by another target.
    /// Null where a provider reported none.
    /// </summary>
    public TokenUsage? Usage { get; init; }

    public UsageSource? UsageSource { get; init; }

    /// <summary>US dollars; null when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The answer came from the cache: nothing was used.</summary>
    public bool Cached { get; init; }

    /// <summary>What limits of tokens were charged: the usage, or what had been estimated where that is unknown.</summary>
    public long ChargedTokens { get; init; }

    /// <summary>What limits of money were charged, in nano US dollars: the cost, or what had been estimated where that is unknown.</summary>
    public long ChargedNanoUsd { get; init; }
}
