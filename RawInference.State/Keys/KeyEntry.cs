using RawInference.Core.Identity;
using RawInference.State.Registry;

namespace RawInference.State.Keys;

/// <summary>A key as it is stored, with the hash of its secret.</summary>
public sealed record KeyEntry : IRegistryEntry
{
    public required ApiKey Key { get; init; }

    /// <summary>As <see cref="KeyHasher.HashText"/> writes it.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the secret before the last rotation; null where there is none.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>Until when the secret before the last rotation is taken.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>From when on it is refused for good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Id of the key that made it; null for the command line.</summary>
    public string? CreatedBy { get; init; }

    public long Version { get; init; } = 1;

    public string Id => Key.Id;

    public string Organization => Key.Organization;

    /// <summary>What of the key may be shown: its beginning, with the id.</summary>
    public string Prefix => $"{ApiKeyFormat.Prefix}{ApiKeyFormat.Live}_{Id}…";

    public KeyState StateAt(DateTimeOffset moment) =>
        RevokedAt is not null ? KeyState.Revoked
        : Key.ExpiresAt <= moment ? KeyState.Expired
        : KeyState.Active;

    /// <summary>Its id: a hash need not be in a log.</summary>
    public override string ToString() => Id;
}
