using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using RawInference.Core.Identity;

namespace RawInference.State.Keys;

/// <summary>The keys of the configuration: the operator's own, the hashed ones, and in Development the generated one.</summary>
internal sealed class ConfiguredKeyStore : IKeyStore
{
    /// <summary>Compared with where there is no such key, so that a miss takes as long as a hit.</summary>
    private static readonly byte[] Nobody = new byte[HMACSHA256.HashSizeInBytes];

    private readonly KeyHasher _hasher;
    private readonly TimeProvider _time;
    private readonly (byte[] Hash, ApiKey Key)[] _whole;
    private readonly FrozenDictionary<string, (byte[] Hash, ApiKey Key)> _byId;

    public ConfiguredKeyStore(IOptions<KeyOptions> options, KeyHasher hasher, DataFolder folder, TimeProvider time)
    {
        _hasher = hasher;
        _time = time;
        _whole = [.. WholeKeys(options.Value, folder).Select(key => (hasher.Hash(key.Secret), EverythingKey(key.Id)))];
        _byId = options.Value.Hashed.ToFrozenDictionary(pair => pair.Key, pair => Entry(pair.Key, pair.Value), StringComparer.Ordinal);
    }

    public ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken) => ValueTask.FromResult(Find(secret));

    private ApiKey? Find(string secret)
    {
        if (secret.Length > ApiKeyFormat.MaxLength || !secret.StartsWith(ApiKeyFormat.Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var isKey = ApiKeyFormat.TryParse(secret, out var id);
        if (!isKey && _whole.Length == 0)
        {
            return null;
        }

        var presented = _hasher.Hash(secret);
        ApiKey? found = null;
        foreach (var (hash, key) in _whole)
        {
            found = CryptographicOperations.FixedTimeEquals(presented, hash) ? key : found;
        }

        if (found is null && isKey)
        {
            var (hash, key) = _byId.GetValueOrDefault(id!, (Nobody, null!));
            found = CryptographicOperations.FixedTimeEquals(presented, hash) ? key : null;
        }

        return found?.ExpiresAt <= _time.GetUtcNow() ? null : found;
    }

    /// <summary>Keys that are known in full, and need not be in the format: the operator may choose any.</summary>
    private static IEnumerable<(string Id, string Secret)> WholeKeys(KeyOptions options, DataFolder folder)
    {
        if (options.Bootstrap is { } bootstrap)
        {
            yield return (KeyIds.Bootstrap, bootstrap);
        }

        if (options.UseDevelopmentKey)
        {
            yield return (KeyIds.Development, DevelopmentKey.ReadOrCreate(folder));
        }
    }

    private static ApiKey EverythingKey(string id) => new()
    {
        Id = id,
        Organization = Caller.DefaultOrganization,
        DefaultNamespace = NamespaceId.Of(Caller.DefaultOrganization, Caller.DefaultNamespace),
        Permissions = Permissions.All,
    };

    private static (byte[] Hash, ApiKey Key) Entry(string id, HashedKeyOptions options)
    {
        if (!KeyHasher.TryRead(options.Hash, out var hash))
        {
            throw new InvalidOperationException($"The hash of key '{id}' was not validated.");
        }

        var chosen = options.DefaultNamespace ?? (options.Namespaces.Count == 1 ? options.Namespaces[0] : null);
        return (hash, new ApiKey
        {
            Id = id,
            Organization = Caller.DefaultOrganization,
            Name = options.Name,
            Permissions = SetOf(options.Permissions) ?? Permissions.Default,
            Namespaces = options.Namespaces.Count == 0 ? null : [.. options.Namespaces.Select(IdOf)],
            DefaultNamespace = chosen is null ? null : IdOf(chosen),
            Grant = new KeyGrant
            {
                Providers = SetOf(options.Providers),
                Models = SetOf(options.Models),
                Operations = SetOf(options.Operations),
            },
            ExpiresAt = options.ExpiresAt is { } moment && HashedKeyOptions.TryReadMoment(moment, out var expiresAt) ? expiresAt : null,
        });
    }

    private static string IdOf(string name) => NamespaceId.Of(Caller.DefaultOrganization, name);

    private static FrozenSet<string>? SetOf(List<string> names) => names.Count == 0 ? null : names.ToFrozenSet(StringComparer.Ordinal);
}
