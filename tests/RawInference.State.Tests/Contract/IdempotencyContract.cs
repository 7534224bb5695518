using System.Text;
using RawInference.Core.Pipeline.Idempotency;

namespace RawInference.State.Tests.Contract;

/// <summary>What every idempotency store promises. A subclass makes stores over one set of data that is its test's own.</summary>
public abstract class IdempotencyContract
{
    private const string Fingerprint = "fingerprint";

    private static readonly IdempotencyScope Scope = new("org_a", "ns_a", "key_a", "the caller's word");

    /// <summary>A store as one process has it; called again, another over the same data, as a second process (or the same after a crash) has it. The subclass disposes of them.</summary>
    protected abstract IIdempotencyStore Open();

    /// <summary>Lets time pass for the stores: on a fake clock, or really.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    /// <summary>A time that does not pass during a test by itself.</summary>
    protected virtual TimeSpan Long => TimeSpan.FromMinutes(5);

    /// <summary>A time that a test waits for; a subclass whose stores go by a real clock makes it short.</summary>
    protected virtual TimeSpan Short => TimeSpan.FromSeconds(10);

    [Fact]
    public async Task FreeKey_IsClaimed_AndInFlightForOthers()
    {
        var store = Open();

        Assert.Equal(IdempotencyState.Claimed, await ClaimAsync(store, "first"));
        Assert.Equal(IdempotencyState.InFlight, await ClaimAsync(store, "second"));
        Assert.Equal(IdempotencyState.InFlight, await ClaimAsync(Open(), "third"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnotherRequest_IsAMismatch_InFlightAndCompleted(bool completed)
    {
        var store = Open();
        await ClaimAsync(store, "first");
        if (completed)
        {
            Assert.True(await CompleteAsync(store, "first"));
        }

        Assert.Equal(IdempotencyState.Mismatch, await ClaimAsync(store, "second", fingerprint: "another"));
    }

    [Fact]
    public async Task CompletedKey_YieldsItsAnswer_ByteByByte_AlsoToAnotherProcess()
    {
        var store = Open();
        var answer = Enumerable.Range(0, 300_000).Select(index => (byte)index).ToArray();
        await ClaimAsync(store, "first");

        Assert.True(await store.CompleteAsync(Scope, "first", answer, Long, CancellationToken.None));

        foreach (var reader in new[] { store, Open() })
        {
            var claim = await reader.ClaimAsync(Scope, Fingerprint, "second", Long, CancellationToken.None);
            Assert.Equal(IdempotencyState.Completed, claim.State);
            Assert.Equal(answer, claim.Answer!.Value.ToArray());
        }
    }

    [Fact]
    public async Task EmptyAnswer_IsAnAnswer()
    {
        var store = Open();
        await ClaimAsync(store, "first");
        await store.CompleteAsync(Scope, "first", ReadOnlyMemory<byte>.Empty, Long, CancellationToken.None);

        var claim = await store.ClaimAsync(Scope, Fingerprint, "second", Long, CancellationToken.None);

        Assert.Equal(IdempotencyState.Completed, claim.State);
        Assert.Equal(0, claim.Answer!.Value.Length);
    }

    [Fact]
    public async Task ClaimWithoutAnswer_HasNone()
    {
        var store = Open();

        Assert.Null((await store.ClaimAsync(Scope, Fingerprint, "first", Long, CancellationToken.None)).Answer);
        Assert.Null((await store.ClaimAsync(Scope, Fingerprint, "second", Long, CancellationToken.None)).Answer);
    }

    [Fact]
    public async Task ReleasedKey_IsFree_ForAnyRequest()
    {
        var store = Open();
        await ClaimAsync(store, "first");

        await store.ReleaseAsync(Scope, "first", CancellationToken.None);

        Assert.Equal(IdempotencyState.Claimed, await ClaimAsync(store, "second", fingerprint: "another"));
    }

    [Fact]
    public async Task CompletedKey_CannotBeReleasedOrCompletedAgain()
    {
        var store = Open();
        await ClaimAsync(store, "first");
        await CompleteAsync(store, "first");

        await store.ReleaseAsync(Scope, "first", CancellationToken.None);

        Assert.False(await CompleteAsync(store, "first", "another answer"));
        Assert.Equal("answer", await AnswerAsync(store));
    }

    [Fact]
    public async Task WhoeverIsNotTheOwner_CanNeitherCompleteNorRelease()
    {
        var store = Open();
        await ClaimAsync(store, "first");

        Assert.False(await CompleteAsync(store, "second"));
        await store.ReleaseAsync(Scope, "second", CancellationToken.None);

        Assert.Equal(IdempotencyState.InFlight, await ClaimAsync(store, "third"));
        Assert.True(await CompleteAsync(store, "first"));
    }

    [Fact]
    public async Task LeaseThatRanOut_IsTakenOver_AndItsOwnerHasLostTheKey()
    {
        var store = Open();
        await ClaimAsync(store, "first", Short);
        await PassAsync(Short);

        Assert.Equal(IdempotencyState.Claimed, await ClaimAsync(Open(), "second", fingerprint: "another"));

        Assert.False(await CompleteAsync(store, "first"));
        await store.ReleaseAsync(Scope, "first", CancellationToken.None);
        Assert.Equal(IdempotencyState.InFlight, await ClaimAsync(store, "third", fingerprint: "another"));
        Assert.True(await CompleteAsync(store, "second"));
    }

    [Fact]
    public async Task LeaseThatRanOut_CannotBeCompleted_EvenIfNobodyTookIt()
    {
        var store = Open();
        await ClaimAsync(store, "first", Short);
        await PassAsync(Short);

        Assert.False(await CompleteAsync(store, "first"));
        Assert.Equal(IdempotencyState.Claimed, await ClaimAsync(store, "second"));
    }

    [Fact]
    public async Task Answer_IsKeptForItsTimeToLive_WhateverTheLeaseWas()
    {
        var store = Open();
        await ClaimAsync(store, "first", Short);
        await CompleteAsync(store, "first");

        await PassAsync(Short);

        Assert.Equal("answer", await AnswerAsync(store));
    }

    [Fact]
    public async Task AnswerPastItsTimeToLive_FreesTheKey()
    {
        var store = Open();
        await ClaimAsync(store, "first");
        await CompleteAsync(store, "first", timeToLive: Short);

        await PassAsync(Short);

        Assert.Equal(IdempotencyState.Claimed, await ClaimAsync(store, "second", fingerprint: "another"));
    }

    [Theory]
    [InlineData("org_b", "ns_a", "key_a", "the caller's word")]
    [InlineData("org_a", "ns_b", "key_a", "the caller's word")]
    [InlineData("org_a", "ns_a", "key_b", "the caller's word")]
    [InlineData("org_a", "ns_a", "key_a", "The caller's word")]
    [InlineData("org_a", "ns_a", "key_a", "the caller's word\0")]
    [InlineData("org_a", "ns_", "akey_a", "the caller's word")]
    public async Task KeyOfAnotherScope_IsAnotherKey(string organization, string @namespace, string keyId, string key)
    {
        var store = Open();
        await ClaimAsync(store, "first");
        await CompleteAsync(store, "first");
        var other = new IdempotencyScope(organization, @namespace, keyId, key);

        Assert.Equal(IdempotencyState.Claimed, (await store.ClaimAsync(other, Fingerprint, "second", Long, CancellationToken.None)).State);
        Assert.True(await store.CompleteAsync(other, "second", "other"u8.ToArray(), Long, CancellationToken.None));
        Assert.Equal("answer", await AnswerAsync(store));
    }

    [Fact]
    public async Task OfManyClaimsAtOnce_ExactlyOneIsClaimed()
    {
        IIdempotencyStore[] stores = [Open(), Open()];

        var states = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => Task.Run(() => ClaimAsync(stores[index % 2], $"owner {index}"))));

        Assert.Single(states, state => state == IdempotencyState.Claimed);
        Assert.Equal(199, states.Count(state => state == IdempotencyState.InFlight));
    }

    protected Task<IdempotencyState> ClaimAsync(IIdempotencyStore store, string owner, TimeSpan? lease = null, string fingerprint = Fingerprint)
    {
        ArgumentNullException.ThrowIfNull(store);
        return StateAsync(store.ClaimAsync(Scope, fingerprint, owner, lease ?? Long, CancellationToken.None));

        static async Task<IdempotencyState> StateAsync(ValueTask<IdempotencyClaim> claim) => (await claim).State;
    }

    protected Task<bool> CompleteAsync(IIdempotencyStore store, string owner, string answer = "answer", TimeSpan? timeToLive = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.CompleteAsync(Scope, owner, Encoding.UTF8.GetBytes(answer), timeToLive ?? Long, CancellationToken.None).AsTask();
    }

    /// <summary>The kept answer; the key must be completed.</summary>
    protected static async Task<string> AnswerAsync(IIdempotencyStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var claim = await store.ClaimAsync(Scope, Fingerprint, "reader", TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.Equal(IdempotencyState.Completed, claim.State);
        return Encoding.UTF8.GetString(claim.Answer!.Value.Span);
    }
}
