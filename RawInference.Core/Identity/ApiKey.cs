using RawInference.Core.Limits;

namespace RawInference.Core.Identity;

/// <summary>A key as the store knows it: never its secret.</summary>
public sealed record ApiKey
{
    public required string Id { get; init; }

    public required string Organization { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Ids of the namespaces that it may use; null for every one of its organization.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>Id of the namespace of requests that name none; null where each must.</summary>
    public string? DefaultNamespace { get; init; }

    /// <summary>Of <see cref="Identity.Permissions"/>.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = Identity.Permissions.Default;

    public KeyGrant Grant { get; init; } = KeyGrant.Everything;

    public LimitSet Limits { get; init; } = LimitSet.None;

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether it has a permission; the operator's key has all.</summary>
    public bool May(string permission) => Permissions.Contains(permission) || Permissions.Contains(Identity.Permissions.Operator);
}
