namespace RawInference.State.Usage;

/// <summary>Which usage is asked for.</summary>
/// <param name="Organization">Id.</param>
/// <param name="From">The first day (UTC).</param>
/// <param name="To">The last day (UTC), itself included.</param>
public sealed record UsageQuery(string Organization, DateOnly From, DateOnly To)
{
    /// <summary>Ids; null for every one.</summary>
    public IReadOnlySet<string>? Namespaces { get; init; }

    public string? KeyId { get; init; }

    public string? Provider { get; init; }

    /// <summary>As the provider names it.</summary>
    public string? Model { get; init; }
}
