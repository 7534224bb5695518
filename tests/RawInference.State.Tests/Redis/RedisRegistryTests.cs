using System.Threading.Channels;
using RawInference.State.Keys;
using RawInference.State.Organizations;
using RawInference.State.Registry;
using RawInference.State.Tests.Contract;
using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis;

public sealed class RedisRegistryTests : RegistryContract, IAsyncLifetime
{
    private readonly RedisProcesses _processes = new();

    public ValueTask InitializeAsync() => _processes.BeginAsync();

    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    protected override IRegistry<TEntry> Open<TEntry>(int process = 0) => _processes[process].Registry<TEntry>();

    /// <summary>Nothing here goes by the clock.</summary>
    protected override Task PassAsync(TimeSpan time) => Task.CompletedTask;

    [Fact]
    public async Task ChangesOfAnotherProcess_AreToldOneByOne_ToTheirKind()
    {
        var keys = Told(Open<KeyEntry>(1));
        var organizations = Told(Open<OrganizationEntry>(1));
        await ListeningAsync();

        await AddAsync("a:b");
        await Open<OrganizationEntry>().AddAsync(new(new Core.Identity.Organization { Id = "org_1", Name = "one" }), CancellationToken.None);
        await ReplaceAsync(Entries.Key("a:b", version: 2));
        await ReplaceAsync(Entries.Key("a:b", version: 2));
        await AddAsync("c");

        Assert.Equal(["a:b", "a:b", "c"], new[] { await NextAsync(keys), await NextAsync(keys), await NextAsync(keys) }.Order());
        Assert.Equal("org_1", await NextAsync(organizations));
    }

    [Fact]
    public async Task OrganizationOfAnEntry_IsNotChanged()
    {
        await AddAsync("a");

        Assert.False(await ReplaceAsync(Entries.Key("a", "org_2", version: 2)));
        Assert.Equal("org_1", (await FindAsync("a"))!.Organization);
        Assert.Empty(await Open<KeyEntry>().ListAsync("org_2", null, 10, CancellationToken.None));
    }

    [Theory]
    [InlineData("organization", "org_2")]
    [InlineData("version", "2")]
    [InlineData("json", "{")]
    [InlineData("json", """{"key":{"id":"b","organization":"org_1"},"hash":"00","version":1}""")]
    [InlineData("json", """{"key":{"id":"a","organization":"org_2"},"hash":"00","version":1}""")]
    public async Task EntryThatIsNotWhatItIsFoundBy_IsNotGivenOut(string field, string damage)
    {
        await AddAsync("a");
        var database = await _processes[0].DatabaseAsync();
        await database.HashSetAsync(_processes[0].Keys.Entry("key", "a"), field, damage);

        await AssertDamagedAsync(() => FindAsync("a"));
        await AssertDamagedAsync(async () => await Open<KeyEntry>().ListAsync("org_1", null, 1, CancellationToken.None));
    }

    [Fact]
    public async Task EntryOfAnotherOrganization_IsNotListed()
    {
        await AddAsync("a");
        var database = await _processes[0].DatabaseAsync();
        await database.SortedSetAddAsync(_processes[0].Keys.Index("key", "org_2"), "a", 0);

        await AssertDamagedAsync(async () => await Open<KeyEntry>().ListAsync("org_2", null, 1, CancellationToken.None));
    }

    private static async Task AssertDamagedAsync(Func<Task> read) =>
        Assert.Equal(InferenceErrorCode.Unavailable, (await Assert.ThrowsAsync<InferenceException>(read)).Code);

    private static ChannelReader<string?> Told<TEntry>(IRegistry<TEntry> registry)
        where TEntry : class, IRegistryEntry
    {
        var told = Channel.CreateUnbounded<string?>();
        registry.Changed += id => told.Writer.TryWrite(id);
        return told.Reader;
    }

    /// <summary>The next entry that is told; that any may have changed is told in between.</summary>
    private static async Task<string> NextAsync(ChannelReader<string?> told)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await told.ReadAsync(guard.Token) is { } id)
            {
                return id;
            }
        }
    }

    /// <summary>Until the server has a listener: what is published before is told to nobody.</summary>
    private async Task ListeningAsync()
    {
        var server = await StoreServer.SharedAsync();
        while (!(await server.AskAsync("PUBSUB", "NUMSUB", _processes[1].Keys.Changes)).EndsWith(":1\r\n", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
    }
}
