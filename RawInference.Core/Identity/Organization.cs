using RawInference.Core.Limits;

namespace RawInference.Core.Identity;

/// <summary>Who owns keys and namespaces.</summary>
public sealed record Organization
{
    /// <summary><c>org_…</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Of all its namespaces and keys together.</summary>
    public LimitSet Limits { get; init; } = LimitSet.None;

    public DateTimeOffset? CreatedAt { get; init; }
}
