using RawInference.Core.Identity;
using RawInference.State.Keys;
using RawInference.State.Registry;

namespace RawInference.State.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private readonly KeyWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task StoredKey_IsTaken_AndAnotherSecretOfItsIdIsNot()
    {
        var minted = await MintAsync();

        Assert.Equal(minted.Entry.Key, await _world.AuthenticateAsync(minted.Secret));
        Assert.Null(await _world.AuthenticateAsync(ApiKeyFormat.Create("live", minted.Entry.Id)));
        Assert.Null(await _world.AuthenticateAsync(minted.Secret[..^1] + (minted.Secret[^1] == 'x' ? 'y' : 'x')));
    }

    [Fact]
    public async Task ConfiguredKey_ComesFirst_WithoutAskingTheStore()
    {
        const string Key = "sk_a-key-that-an-operator-typed-in-by-hand";
        using var world = new KeyWorld(Key);
        world.KeyEntries.Away = true;

        Assert.Equal(KeyIds.Bootstrap, (await world.AuthenticateAsync(Key))?.Id);
        Assert.Equal(0, world.KeyEntries.Finds);
    }

    [Fact]
    public async Task ChangeByAnotherProcess_HoldsWithinASecond()
    {
        var minted = await MintAsync();
        await _world.AuthenticateAsync(minted.Secret);
        Revoke(minted.Entry);
        _world.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.NotNull(await _world.AuthenticateAsync(minted.Secret));

        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await _world.AuthenticateAsync(minted.Secret));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChangeThatTheStoreTellsOf_HoldsAtOnce(bool named)
    {
        var minted = await MintAsync();
        Revoke(minted.Entry);
        _world.KeyEntries.Tell(named ? minted.Entry.Id : null);

        Assert.Null(await _world.AuthenticateAsync(minted.Secret));
    }

    [Fact]
    public async Task KeyInUse_IsAskedForOnceASecond()
    {
        var minted = await MintAsync();
        for (var calls = 0; calls < 30; calls++)
        {
            Assert.NotNull(await _world.AuthenticateAsync(minted.Secret));
            _world.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(2, _world.KeyEntries.Finds);
    }

    [Fact]
    public async Task StoreAway_KnownKeyIsTakenForFiveMinutes_UnknownOneIs503()
    {
        var minted = await MintAsync();
        await _world.AuthenticateAsync(minted.Secret);
        _world.KeyEntries.Away = true;
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await _world.AuthenticateAsync(minted.Secret));
        Assert.Null(await _world.AuthenticateAsync(ApiKeyFormat.Create("live", minted.Entry.Id)));
        await UnavailableAsync(ApiKeyFormat.Create("live"));

        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await UnavailableAsync(minted.Secret);
    }

    [Fact]
    public async Task StoreAway_ExpiryAndRevocationThatAreKnown_Hold()
    {
        var expiring = await MintAsync(key => key with { ExpiresAt = _world.Time.GetUtcNow().AddSeconds(30) });
        var revoked = await MintAsync();
        Assert.NotNull(await _world.AuthenticateAsync(expiring.Secret));
        Assert.NotNull(await _world.AuthenticateAsync(revoked.Secret));
        await _world.Keys.RevokeAsync(KeyWorld.Operator, revoked.Entry.Id, CancellationToken.None);
        _world.KeyEntries.Away = true;
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await _world.AuthenticateAsync(expiring.Secret));
        Assert.Null(await _world.AuthenticateAsync(revoked.Secret));
    }

    [Fact]
    public async Task StoreAway_KeyThatIsKnownToHaveChanged_IsNotTakenAsItWas()
    {
        var minted = await MintAsync();
        _world.KeyEntries.Tell(minted.Entry.Id);
        _world.KeyEntries.Away = true;

        await UnavailableAsync(minted.Secret);
    }

    [Fact]
    public async Task MadeUpKeys_AskTheStoreOnceASecond_AndNotAtAllWithAWrongChecksum()
    {
        var made = ApiKeyFormat.Create("live");
        for (var calls = 0; calls < 10; calls++)
        {
            Assert.Null(await _world.AuthenticateAsync(made));
            Assert.Null(await _world.AuthenticateAsync($"sk_live_{calls}_0123456789ABCDEFGHIJKLMNOPQRSTUV_000000"));
        }

        Assert.Equal(1, _world.KeyEntries.Finds);
        _world.Time.Advance(RegistryCache<KeyEntry>.Freshness);
        Assert.Null(await _world.AuthenticateAsync(made));
        Assert.Equal(2, _world.KeyEntries.Finds);
    }

    [Fact]
    public async Task FormerSecret_IsTakenForTheGrace_AndNoLonger()
    {
        var minted = await MintAsync();
        var rotated = await _world.Keys.RotateAsync(KeyWorld.Operator, minted.Entry.Id, TimeSpan.FromMinutes(10), CancellationToken.None);
        Assert.NotEqual(minted.Secret, rotated.Secret);
        Assert.NotNull(await _world.AuthenticateAsync(rotated.Secret));
        Assert.NotNull(await _world.AuthenticateAsync(minted.Secret));

        _world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await _world.AuthenticateAsync(minted.Secret));
        Assert.NotNull(await _world.AuthenticateAsync(rotated.Secret));
    }

    [Fact]
    public async Task RotationWithoutGrace_RefusesTheFormerSecretAtOnce_RevocationBoth()
    {
        var minted = await MintAsync();
        var second = await _world.Keys.RotateAsync(KeyWorld.Operator, minted.Entry.Id, TimeSpan.Zero, CancellationToken.None);
        Assert.Null(await _world.AuthenticateAsync(minted.Secret));
        var third = await _world.Keys.RotateAsync(KeyWorld.Operator, minted.Entry.Id, TimeSpan.FromHours(1), CancellationToken.None);
        Assert.NotNull(await _world.AuthenticateAsync(second.Secret));

        await _world.Keys.RevokeAsync(KeyWorld.Operator, minted.Entry.Id, CancellationToken.None);
        Assert.Null(await _world.AuthenticateAsync(second.Secret));
        Assert.Null(await _world.AuthenticateAsync(third.Secret));
    }

    private ValueTask<MintedKey> MintAsync(Func<ApiKey, ApiKey>? edit = null) => _world.MintAsync(KeyWorld.Operator, edit ?? (key => key));

    private void Revoke(KeyEntry entry) => _world.KeyEntries.Put(entry with { RevokedAt = _world.Time.GetUtcNow(), Version = entry.Version + 1 });

    private async Task UnavailableAsync(string secret)
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(async () => await _world.AuthenticateAsync(secret));
        Assert.Equal(InferenceErrorCode.Unavailable, exception.Code);
    }
}
