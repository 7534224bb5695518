namespace RawInference;

/// <summary>What a caller may choose about the call itself, whatever is asked.</summary>
public sealed record CallOptions
{
    public static CallOptions Default { get; } = new();

    /// <summary>The largest amount of money that is counted exactly, in US dollars.</summary>
    public const decimal MostUsd = 9_000_000m;

    /// <summary>Deltas before the response. This alone decides whether the provider is asked to stream.</summary>
    public bool Stream { get; init; }

    /// <summary>What would only be warned about is refused.</summary>
    public bool Strict { get; init; }

    /// <summary>The provider's own JSON in the answer.</summary>
    public bool IncludeRaw { get; init; }

    /// <summary>Time that the whole call may take; null for the gateway's own limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The caller's own id of the request, for its logs and ours; null for a new one.</summary>
    public string? RequestId { get; init; }

    /// <summary>The face that the call came through: an answer is only replayed through the same one.</summary>
    public string Face { get; init; } = "";

    /// <summary>Makes a repeated call harmless; scoped by namespace and key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The most that the call may cost, in US dollars; more than 0 and at most <see cref="MostUsd"/>.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>Null for the alias's or the gateway's own setting.</summary>
    public CacheOptions? Cache { get; init; }

    /// <summary>Warnings from reading the request; they end up in the response.</summary>
    public IReadOnlyList<InferenceWarning> Warnings { get; init; } = [];

    /// <summary>The request's id only: what a caller chose may be private.</summary>
    public override string ToString() => RequestId ?? nameof(CallOptions);
}
