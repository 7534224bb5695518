using Microsoft.Extensions.Logging;
using RawInference.Core.Identity;
using RawInference.State.Registry;

namespace RawInference.State.Keys;

/// <summary>Makes and changes keys on behalf of another, which must be no narrower: <see cref="KeyScope"/>. Unknown and wider keys look alike.</summary>
public sealed partial class KeyService
{
    /// <summary>The most that a rotation lets the former secret live on.</summary>
    public static readonly TimeSpan MaxGrace = TimeSpan.FromDays(7);

    private readonly IRegistry<KeyEntry> _registry;
    private readonly RegistryCache<KeyEntry> _cache;
    private readonly KeyRules _rules;
    private readonly KeyHasher _hasher;
    private readonly TimeProvider _time;
    private readonly ILogger<KeyService> _logger;

    internal KeyService(
        IRegistry<KeyEntry> registry,
        RegistryCache<KeyEntry> cache,
        KeyRules rules,
        KeyHasher hasher,
        TimeProvider time,
        ILogger<KeyService> logger)
    {
        _registry = registry;
        _cache = cache;
        _rules = rules;
        _hasher = hasher;
        _time = time;
        _logger = logger;
    }

    /// <summary>Who acts on the command line: the operator.</summary>
    public static ApiKey CommandLine { get; } = new()
    {
        Id = KeyIds.CommandLine,
        Organization = Caller.DefaultOrganization,
        Permissions = Permissions.All,
    };

    public KeyState StateOf(KeyEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.StateAt(_time.GetUtcNow());
    }

    /// <summary>Makes a key in the organization of the actor, unless an operator names another.</summary>
    public async ValueTask<MintedKey> MintAsync(ApiKey actor, EntryEdit<ApiKey> edit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (secret, id) = NewSecret(null);
            var blank = new ApiKey
            {
                Id = id,
                Organization = actor.Organization,
                // A first call should work without a header that nobody has heard of yet.
                DefaultNamespace = Caller.DefaultNamespace,
                CreatedAt = _time.GetUtcNow(),
            };
            var entry = new KeyEntry
            {
                Key = await WantedAsync(actor, null, blank, edit, cancellationToken).ConfigureAwait(false),
                Hash = _hasher.HashText(secret),
                CreatedBy = actor.Id == KeyIds.CommandLine ? null : actor.Id,
            };
            if (await _registry.AddAsync(entry, cancellationToken).ConfigureAwait(false))
            {
                _cache.Keep(entry);
                LogMinted(entry.Id, actor.Id);
                return new MintedKey(entry, secret);
            }
        }
    }

    /// <summary>A page of the keys that the actor covers, in the order of their ids.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="after">Only ids behind this one.</param>
    /// <param name="count">The most of the page.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async ValueTask<RegistryPage<KeyEntry>> ListAsync(ApiKey actor, string? after, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var organization = actor.May(Permissions.Operator) ? null : actor.Organization;
        var found = new List<KeyEntry>();
        while (true)
        {
            // One more than the page tells whether there is another.
            var entries = await _registry.ListAsync(organization, after, count + 1, cancellationToken).ConfigureAwait(false);
            found.AddRange(entries.Where(entry => KeyScope.Covers(actor, entry.Key).Count == 0));
            if (found.Count > count || entries.Count <= count)
            {
                return new RegistryPage<KeyEntry>([.. found.Take(count)], found.Count > count);
            }

            after = entries[^1].Id;
        }
    }

    public async ValueTask<KeyEntry> GetAsync(ApiKey actor, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var entry = ApiKeyFormat.IsId(id) ? await _registry.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
        return entry is not null && KeyScope.Covers(actor, entry.Key).Count == 0
            ? entry
            : throw new InferenceException(InferenceErrorCode.NotFound, "There is no such key among those that your key covers.");
    }

    public ValueTask<KeyEntry> UpdateAsync(ApiKey actor, string id, EntryEdit<ApiKey> edit, CancellationToken cancellationToken) =>
        EditAsync(
            actor,
            id,
            async entry => InUse(entry) with
            {
                Key = await WantedAsync(actor, entry.Key, entry.Key, edit, cancellationToken).ConfigureAwait(false),
                Version = entry.Version + 1,
            },
            cancellationToken);

    /// <summary>Gives a key another secret.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">Of the key.</param>
    /// <param name="grace">How long the former secret is still taken.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async ValueTask<MintedKey> RotateAsync(ApiKey actor, string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grace, MaxGrace);
        var secret = ApiKeyFormat.IsId(id) ? NewSecret(id).Secret : "";
        var rotated = await EditAsync(
            actor,
            id,
            entry => new(InUse(entry) with
            {
                Hash = _hasher.HashText(secret),
                PreviousHash = grace > TimeSpan.Zero ? entry.Hash : null,
                PreviousUntil = grace > TimeSpan.Zero ? _time.GetUtcNow() + grace : null,
                Version = entry.Version + 1,
            }),
            cancellationToken).ConfigureAwait(false);
        LogRotated(id, actor.Id);
        return new MintedKey(rotated, secret);
    }

    /// <summary>Refuses a key for good, with its former secret; once more changes nothing.</summary>
    public async ValueTask<KeyEntry> RevokeAsync(ApiKey actor, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var revoked = await EditAsync(
            actor,
            id,
            entry => new(entry.RevokedAt is not null ? entry : entry with { RevokedAt = _time.GetUtcNow(), Version = entry.Version + 1 }),
            cancellationToken).ConfigureAwait(false);
        LogRevoked(id, actor.Id);
        return revoked;
    }

    private async ValueTask<KeyEntry> EditAsync(ApiKey actor, string id, Func<KeyEntry, ValueTask<KeyEntry>> edit, CancellationToken cancellationToken)
    {
        var edited = await _registry.EditAsync(() => GetAsync(actor, id, cancellationToken), edit, cancellationToken).ConfigureAwait(false);
        _cache.Keep(edited);
        return edited;
    }

    private async ValueTask<ApiKey> WantedAsync(ApiKey actor, ApiKey? before, ApiKey present, EntryEdit<ApiKey> edit, CancellationToken cancellationToken)
    {
        var (wanted, problems) = await _rules.CheckAsync(actor, before, edit.Apply(present), cancellationToken).ConfigureAwait(false);
        if (edit.Problems.Count + problems.Count > 0)
        {
            throw InferenceException.Invalid([.. edit.Problems, .. problems]);
        }

        var beyond = KeyScope.Covers(actor, wanted);
        return beyond.Count == 0
            ? wanted
            : throw new InferenceException(InferenceErrorCode.Forbidden, "A key cannot make or change one to be wider than itself.") { Problems = beyond };
    }

    private static KeyEntry InUse(KeyEntry entry) => entry.RevokedAt is null
        ? entry
        : throw InferenceException.Invalid("id", "the key is revoked, which is for good; create another.");

    private static (string Secret, string Id) NewSecret(string? id)
    {
        var secret = ApiKeyFormat.Create(ApiKeyFormat.Live, id);
        return ApiKeyFormat.TryParse(secret, out var found) ? (secret, found) : throw new InvalidOperationException("A new key is a key.");
    }

    [LoggerMessage(1, LogLevel.Information, "Key {KeyId} was made by {ActorId}")]
    private partial void LogMinted(string keyId, string actorId);

    [LoggerMessage(2, LogLevel.Information, "Key {KeyId} got another secret by {ActorId}")]
    private partial void LogRotated(string keyId, string actorId);

    [LoggerMessage(3, LogLevel.Information, "Key {KeyId} was revoked by {ActorId}")]
    private partial void LogRevoked(string keyId, string actorId);
}
