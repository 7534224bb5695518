using System.Threading.Channels;
using RawInference.State.Keys;
using RawInference.State.Local;
using RawInference.State.Organizations;
using RawInference.State.Registry;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class SqliteRegistryTests : RegistryContract, IAsyncDisposable
{
    private readonly SqliteProcesses _processes = new();

    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    protected override IRegistry<TEntry> Open<TEntry>(int process = 0) => _processes[process].Registry<TEntry>();

    protected override Task PassAsync(TimeSpan time)
    {
        _processes.Time.Advance(time);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task AcknowledgedWrites_SurviveAKilledProcess()
    {
        await AddAsync("a");
        await ReplaceAsync(Entries.Key("a", name: "second", version: 2));

        var found = await _processes.StartAfterCrash().Registry<KeyEntry>().FindAsync("a", CancellationToken.None);

        Assert.Equal("second", found!.Key.Name);
    }

    [Fact]
    public async Task ChangesOfAnotherProcess_AreToldOneByOne_ToTheirKind()
    {
        var keys = Told(Open<KeyEntry>(1));
        var organizations = Told(Open<OrganizationEntry>(1));
        await FindAsync("a", process: 1);
        await PassAsync(SqliteRegistryWatch.Interval);
        // At first anything may have changed between what was read and now.
        Assert.Null(await NextAsync(keys));
        Assert.Null(await NextAsync(organizations));

        await AddAsync("a");
        await AddAsync("b");
        await Open<OrganizationEntry>().AddAsync(new(new Core.Identity.Organization { Id = "org_1", Name = "one" }), CancellationToken.None);
        await ReplaceAsync(Entries.Key("a", version: 2));
        await PassAsync(SqliteRegistryWatch.Interval);

        Assert.Equal("b", await NextAsync(keys));
        Assert.Equal("a", await NextAsync(keys));
        Assert.Equal("org_1", await NextAsync(organizations));
        await PassAsync(SqliteRegistryWatch.Interval);
        await AddAsync("c");
        await PassAsync(SqliteRegistryWatch.Interval);
        Assert.Equal("c", await NextAsync(keys));
    }

    [Fact]
    public async Task MoreChangesThanOnePage_AreAllTold()
    {
        var keys = Told(Open<KeyEntry>(1));
        await FindAsync("a", process: 1);
        await PassAsync(SqliteRegistryWatch.Interval);
        await NextAsync(keys);
        var ids = Enumerable.Range(0, 600).Select(index => $"k{index:000}").ToArray();
        await Task.WhenAll(ids.Select(id => AddAsync(id)));

        await PassAsync(SqliteRegistryWatch.Interval);

        var told = new List<string?>();
        while (told.Count < ids.Length)
        {
            told.Add(await NextAsync(keys));
        }

        Assert.Equal(ids, told.Order());
    }

    [Theory]
    [InlineData("UPDATE registry SET json = '{'")]
    [InlineData("UPDATE registry SET organization = 'org_2'")]
    [InlineData("UPDATE registry SET id = 'b'")]
    [InlineData("UPDATE registry SET version = 2")]
    public async Task EntryThatIsNotWhatItIsFoundBy_IsNotGivenOut(string damage)
    {
        await AddAsync("a");
        await _processes[0].Database.WriteAsync(connection => connection.Execute(damage));

        var failure = await Assert.ThrowsAsync<InferenceException>(async () => await Open<KeyEntry>().ListAsync(null, null, 1, CancellationToken.None));

        Assert.Equal(InferenceErrorCode.Unavailable, failure.Code);
    }

    private static ChannelReader<string?> Told<TEntry>(IRegistry<TEntry> registry)
        where TEntry : class, IRegistryEntry
    {
        var told = Channel.CreateUnbounded<string?>();
        registry.Changed += id => told.Writer.TryWrite(id);
        return told.Reader;
    }

    private static Task<string?> NextAsync(ChannelReader<string?> told) => told.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
