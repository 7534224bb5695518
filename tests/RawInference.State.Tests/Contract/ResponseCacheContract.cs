using System.Text;
using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Pipeline.Caching;

namespace RawInference.State.Tests.Contract;

/// <summary>What every response cache does.</summary>
public abstract class ResponseCacheContract : IAsyncLifetime
{
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Each test has its own.</summary>
    private protected IResponseCache Cache { get; private set; } = null!;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync() => Cache = await OpenAsync(new CachingOptions());

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task StoredAnswer_IsFound()
    {
        Assert.True(await StoreAsync("org_a", "ns_a", "k", "hello"));

        Assert.Equal("hello", await FindAsync("org_a", "ns_a", "k"));
    }

    [Theory]
    [InlineData("org_a", "ns_a", "other")]
    [InlineData("org_a", "ns_b", "k")]
    [InlineData("org_b", "ns_a", "k")]
    public async Task OtherKeyNamespaceOrOrganization_FindsNothing(string organization, string @namespace, string key)
    {
        await StoreAsync("org_a", "ns_a", "k", "hello");

        Assert.Null(await FindAsync(organization, @namespace, key));
    }

    /// <summary>Ids have no colons; should one ever, its answers still are its own.</summary>
    [Fact]
    public async Task EntryOfAnotherNamespaceUnderTheSameName_FindsNothing()
    {
        await StoreAsync("org_a", "ns_a:0", "k", "hello");
        await StoreAsync("org_a:ns_a", "0", "k", "other");

        Assert.Contains(await FindAsync("org_a", "ns_a:0", "k"), new[] { null, "hello" });
        Assert.Contains(await FindAsync("org_a:ns_a", "0", "k"), new[] { null, "other" });
    }

    [Fact]
    public async Task AnswerWhoseTimeIsOver_IsGone()
    {
        await StoreAsync("org_a", "ns_a", "k", "hello", TimeSpan.FromSeconds(10));
        Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("hello", await FindAsync("org_a", "ns_a", "k"));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await FindAsync("org_a", "ns_a", "k"));
    }

    [Fact]
    public async Task AnswerThatIsStoredAgain_Replaces()
    {
        await StoreAsync("org_a", "ns_a", "k", "old");
        await StoreAsync("org_a", "ns_a", "k", "new");

        Assert.Equal("new", await FindAsync("org_a", "ns_a", "k"));
    }

    [Fact]
    public async Task ClearedNamespace_ForgetsItsAnswers_AndNobodyElses()
    {
        await StoreAsync("org_a", "ns_a", "k", "a");
        await StoreAsync("org_a", "ns_b", "k", "b");
        await Cache.ClearAsync("org_a", "ns_a", CancellationToken.None);

        Assert.Null(await FindAsync("org_a", "ns_a", "k"));
        Assert.Equal("b", await FindAsync("org_a", "ns_b", "k"));
        await StoreAsync("org_a", "ns_a", "k", "again");
        Assert.Equal("again", await FindAsync("org_a", "ns_a", "k"));
    }

    [Fact]
    public async Task LargestAnswer_IsKeptWhole()
    {
        var answer = new byte[new CachingOptions().MaxAnswerBytes];
        new Random(1).NextBytes(answer);
        await Cache.StoreAsync("org_a", "ns_a", "k", answer, Hour, CancellationToken.None);

        Assert.True((await Cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None)).Answer!.Value.Span.SequenceEqual(answer));
    }

    [Fact]
    public async Task LookUpOfACallerWhoHasLeft_IsNobodyElses()
    {
        await StoreAsync("org_a", "ns_a", "k", "hello");
        using var left = new CancellationTokenSource();
        var leaving = Cache.FindAsync("org_a", "ns_a", "k", left.Token).AsTask();
        var staying = FindAsync("org_a", "ns_a", "k");
        await left.CancelAsync();

        Assert.Equal("hello", await staying);
        Assert.True(await Record.ExceptionAsync(() => leaving) is null or OperationCanceledException);
    }

    /// <summary>A cache with its own memory; what it shares with others, it shares with all of this test.</summary>
    private protected abstract ValueTask<IResponseCache> OpenAsync(CachingOptions options);

    private protected async Task<string?> FindAsync(string organization, string @namespace, string key, IResponseCache? cache = null) =>
        await (cache ?? Cache).FindAsync(organization, @namespace, key, CancellationToken.None) is { Answer: { } answer }
            ? Encoding.UTF8.GetString(answer.Span)
            : null;

    private protected async Task<bool> StoreAsync(string organization, string @namespace, string key, string answer, TimeSpan? timeToLive = null) =>
        await Cache.StoreAsync(organization, @namespace, key, Encoding.UTF8.GetBytes(answer), timeToLive ?? Hour, CancellationToken.None);
}
