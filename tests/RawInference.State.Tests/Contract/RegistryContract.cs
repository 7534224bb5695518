using System.Collections.Concurrent;
using RawInference.Core.Identity;
using RawInference.State.Keys;
using RawInference.State.Organizations;
using RawInference.State.Registry;

namespace RawInference.State.Tests.Contract;

/// <summary>What every registry promises. A subclass makes registries over one set of data that is its test's own.</summary>
public abstract class RegistryContract
{
    /// <summary>The registry of a kind as the process with this number has it: for the same number the same object. The subclass disposes of them.</summary>
    protected abstract IRegistry<TEntry> Open<TEntry>(int process = 0)
        where TEntry : class, IRegistryEntry;

    /// <summary>Lets time pass for the registries: on a fake clock, or really.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task AddedEntry_IsFound_WithAllItHas_AlsoByAnotherProcess()
    {
        var entry = Entries.Full;

        Assert.True(await Open<KeyEntry>().AddAsync(entry, CancellationToken.None));

        foreach (var process in new[] { 0, 1 })
        {
            var found = await FindAsync(entry.Id, process);
            Assert.NotNull(found);
            Assert.Equal(RegistryJson.Write(entry), RegistryJson.Write(found));
            Assert.True(found.Key.May(Permissions.Usage));
            Assert.Equal(0.1m, found.Key.Limits.Models["fast"].BudgetPerDayUsd);
        }
    }

    [Fact]
    public async Task UnknownId_IsNotFound_NorThatOfAnotherKind()
    {
        await AddAsync("a");

        Assert.Null(await FindAsync("b"));
        Assert.Null(await FindAsync("A"));
        Assert.Null(await FindAsync(""));
        Assert.Null(await Open<OrganizationEntry>().FindAsync("a", CancellationToken.None));
        Assert.True(await Open<OrganizationEntry>().AddAsync(new(new Organization { Id = "a", Name = "An organization" }), CancellationToken.None));
        Assert.Equal("org_1", (await FindAsync("a"))!.Organization);
    }

    [Fact]
    public async Task TakenId_IsNotAdded_EvenForAnotherOrganization()
    {
        await AddAsync("a");

        Assert.False(await Open<KeyEntry>(1).AddAsync(Entries.Key("a", "org_2"), CancellationToken.None));
        Assert.Equal("org_1", (await FindAsync("a"))!.Organization);
    }

    [Fact]
    public async Task Replacement_OfThePresentVersion_TakesItsPlace()
    {
        await AddAsync("a");

        Assert.True(await ReplaceAsync(Entries.Key("a", name: "second", version: 2)));
        Assert.True(await ReplaceAsync(Entries.Key("a", name: "third", version: 3), process: 1));

        var found = await FindAsync("a");
        Assert.Equal(("third", 3), (found!.Key.Name, found.Version));
    }

    [Fact]
    public async Task Replacement_OfAnotherVersion_IsRefused()
    {
        await AddAsync("a");
        await ReplaceAsync(Entries.Key("a", name: "second", version: 2));

        Assert.False(await ReplaceAsync(Entries.Key("a", name: "late", version: 2)));
        Assert.False(await ReplaceAsync(Entries.Key("a", name: "early", version: 4)));
        Assert.False(await ReplaceAsync(Entries.Key("none", version: 2)));

        Assert.Equal("second", (await FindAsync("a"))!.Key.Name);
        Assert.Null(await FindAsync("none"));
    }

    [Fact]
    public async Task OfManyReplacementsAtOnce_ExactlyOneWins()
    {
        await AddAsync("a");

        var won = await Task.WhenAll(Enumerable.Range(0, 50).Select(index =>
            Task.Run(() => ReplaceAsync(Entries.Key("a", name: $"{index}", version: 2), process: index % 2))));

        Assert.Single(won, replaced => replaced);
        Assert.Equal($"{Array.IndexOf(won, true)}", (await FindAsync("a"))!.Key.Name);
    }

    [Fact]
    public async Task OfManyAdditionsAtOnce_ExactlyOneWins()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 50).Select(index =>
            Task.Run(() => Open<KeyEntry>(index % 2).AddAsync(Entries.Key("a", name: $"{index}"), CancellationToken.None).AsTask())));

        Assert.Single(won, added => added);
        Assert.Equal($"{Array.IndexOf(won, true)}", (await FindAsync("a"))!.Key.Name);
    }

    [Fact]
    public async Task Lists_ArePages_InTheOrderOfIds()
    {
        foreach (var id in new[] { "c", "a", "e", "b", "d" })
        {
            await AddAsync(id, id is "b" or "e" ? "org_2" : "org_1");
        }

        Assert.Equal(["a", "b", "c"], await ListAsync(null, null, 3));
        Assert.Equal(["d", "e"], await ListAsync(null, "c", 3));
        Assert.Empty(await ListAsync(null, "e", 3));
        Assert.Equal(["a", "c"], await ListAsync("org_1", null, 2));
        Assert.Equal(["d"], await ListAsync("org_1", "c", 2));
        Assert.Equal(["b", "e"], await ListAsync("org_2", null, 100));
        Assert.Equal(["c", "d"], await ListAsync("org_1", "b", 100));
        Assert.Empty(await ListAsync("org_3", null, 100));
    }

    [Fact]
    public async Task List_ShowsTheLatestVersions_OfOneKind()
    {
        await AddAsync("a");
        await Open<OrganizationEntry>().AddAsync(new(new Organization { Id = "org_1", Name = "An organization" }), CancellationToken.None);
        await ReplaceAsync(Entries.Key("a", name: "second", version: 2));

        var entry = Assert.Single(await Open<KeyEntry>().ListAsync(null, null, 10, CancellationToken.None));

        Assert.Equal(("second", 2), (entry.Key.Name, entry.Version));
    }

    [Fact]
    public async Task OwnWrites_AreTold_WhenTheyEnd_AndRefusedOnesAreNot()
    {
        var told = new ConcurrentQueue<string?>();
        Open<KeyEntry>().Changed += told.Enqueue;

        await AddAsync("a");
        Assert.Contains("a", told);
        await ReplaceAsync(Entries.Key("a", version: 2));
        Assert.True(told.Count(id => id == "a") >= 2);
        await ReplaceAsync(Entries.Key("b", version: 2));
        Assert.DoesNotContain("b", told);
    }

    [Fact]
    public async Task WritesOfAnotherProcess_AreToldWithinASecond()
    {
        await AddAsync("a");
        Assert.Equal(1, (await FindAsync("a", process: 1))!.Version);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Open<KeyEntry>(1).Changed += id =>
        {
            if (id is null or "a")
            {
                told.TrySetResult();
            }
        };

        await ReplaceAsync(Entries.Key("a", version: 2));
        await PassAsync(TimeSpan.FromSeconds(1));

        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, (await FindAsync("a", process: 1))!.Version);
    }

    protected async Task AddAsync(string id, string organization = "org_1") =>
        Assert.True(await Open<KeyEntry>().AddAsync(Entries.Key(id, organization), CancellationToken.None));

    protected Task<bool> ReplaceAsync(KeyEntry entry, int process = 0) => Open<KeyEntry>(process).ReplaceAsync(entry, CancellationToken.None).AsTask();

    protected Task<KeyEntry?> FindAsync(string id, int process = 0) => Open<KeyEntry>(process).FindAsync(id, CancellationToken.None).AsTask();

    private async Task<string[]> ListAsync(string? organization, string? after, int count) =>
        [.. (await Open<KeyEntry>().ListAsync(organization, after, count, CancellationToken.None)).Select(entry => entry.Id)];
}
