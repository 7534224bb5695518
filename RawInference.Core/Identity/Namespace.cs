using RawInference.Core.Limits;

namespace RawInference.Core.Identity;

/// <summary>A part of an organization whose cache, limits and usage are its own.</summary>
public sealed record Namespace
{
    /// <summary><see cref="NamespaceId.Of"/>.</summary>
    public required string Id { get; init; }

    public required string Organization { get; init; }

    public required string Name { get; init; }

    public LimitSet Limits { get; init; } = LimitSet.None;

    public DateTimeOffset? CreatedAt { get; init; }
}
