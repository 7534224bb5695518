namespace RawInference.Core.Identity;

/// <summary>A key as the store knows it: never its secret.</summary>
public sealed record ApiKey
{
    public required string Id { get; init; }

    public required string Organization { get; init; }

    /// <summary>Ids of the namespaces that it may use; null for every one of its organization.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>Id of the namespace of requests that name none; null where each must.</summary>
    public string? DefaultNamespace { get; init; }

    public KeyGrant Grant { get; init; } = KeyGrant.Everything;

    public DateTimeOffset? ExpiresAt { get; init; }
}
