using System.Security.Cryptography;
using RawInference.Core.Identity;
using RawInference.State.Registry;

namespace RawInference.State.Keys;

/// <summary>Every key: first those of the configuration, then those that are stored.</summary>
internal sealed class KeyRing(ConfiguredKeyStore configured, RegistryCache<KeyEntry> entries, KeyHasher hasher, TimeProvider time) : IKeyStore
{
    /// <summary>Compared with where there is no such key, so that a miss takes as long as a hit.</summary>
    private static readonly byte[] Nobody = new byte[HMACSHA256.HashSizeInBytes];

    public async ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken)
    {
        if (await configured.AuthenticateAsync(secret, cancellationToken).ConfigureAwait(false) is { } key)
        {
            return key;
        }

        // The checksum refuses what was mistyped or made up without a look-up.
        if (!ApiKeyFormat.TryParse(secret, out var id))
        {
            return null;
        }

        var entry = await entries.FindAsync(id, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var presented = hasher.Hash(secret);
        var isPresent = CryptographicOperations.FixedTimeEquals(presented, HashOf(entry?.Hash));
        var isPrevious = CryptographicOperations.FixedTimeEquals(presented, HashOf(entry?.PreviousHash)) && now < entry?.PreviousUntil;
        return entry is not null && (isPresent || isPrevious) && entry.StateAt(now) == KeyState.Active ? entry.Key : null;
    }

    private static byte[] HashOf(string? text) => KeyHasher.TryRead(text, out var hash) ? hash : Nobody;
}
