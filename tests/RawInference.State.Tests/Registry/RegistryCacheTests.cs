using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Identity;
using RawInference.State.Keys;
using RawInference.State.Organizations;
using RawInference.State.Registry;

namespace RawInference.State.Tests.Registry;

public sealed class RegistryCacheTests : IDisposable
{
    private readonly MemoryRegistry<OrganizationEntry> _registry = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RegistryCache<OrganizationEntry> _cache;

    public RegistryCacheTests()
    {
        _cache = new RegistryCache<OrganizationEntry>(_registry, Options.Create(new KeyOptions()), _time);
    }

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task IdsThatDoNotExist_DoNotPushOutThoseThatDo_AndAreForgotten()
    {
        _registry.Put(Entry("org_a", "A"));
        await FindAsync("org_a");
        for (var id = 0; id <= RegistryCache<OrganizationEntry>.Capacity; id++)
        {
            await FindAsync($"none{id}");
        }

        var asked = _registry.Finds;
        Assert.Equal("A", await FindAsync("org_a"));
        await FindAsync("none1");
        Assert.Equal(asked, _registry.Finds);
        await FindAsync("none0");
        Assert.Equal(asked + 1, _registry.Finds);
    }

    [Fact]
    public async Task EntriesBeyondTheCapacity_MakeTheLeastRecentlyUsedGo()
    {
        for (var id = 0; id < RegistryCache<OrganizationEntry>.Capacity; id++)
        {
            _cache.Keep(Entry($"org_{id}", "x"));
        }

        _registry.Put(Entry("org_0", "read"));
        _registry.Put(Entry("org_1", "read"));
        await FindAsync("org_0");
        _cache.Keep(Entry("org_more", "x"));

        Assert.Equal("x", await FindAsync("org_0"));
        Assert.Equal("read", await FindAsync("org_1"));
    }

    [Fact]
    public async Task SeveralWhoAskAtOnce_AskTheStoreOnce_AndOneMayLeave()
    {
        var answer = new TaskCompletionSource();
        _registry.Slow = () => answer.Task;
        _registry.Put(Entry("org_a", "A"));
        using var leaving = new CancellationTokenSource();
        var left = _cache.FindAsync("org_a", leaving.Token).AsTask();
        var stayed = FindAsync("org_a");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        answer.SetResult();

        Assert.Equal("A", await stayed);
        Assert.Equal(1, _registry.Finds);
    }

    [Fact]
    public async Task AnswerThatCrossesAWriteOfOurs_DoesNotBringBackTheFormerVersion()
    {
        var answer = new TaskCompletionSource();
        _registry.Put(Entry("org_a", "former"));
        _registry.Slow = () => answer.Task;
        var crossing = FindAsync("org_a");
        _cache.Keep(Entry("org_a", "present", 2));
        Assert.Equal("present", await FindAsync("org_a"));
        answer.SetResult();
        await crossing;

        Assert.Equal("present", await FindAsync("org_a"));
    }

    [Fact]
    public async Task AnswerThatCrossesAChange_IsAskedForAgain()
    {
        var answer = new TaskCompletionSource();
        _registry.Put(Entry("org_a", "former"));
        _registry.Slow = () => answer.Task;
        var crossing = FindAsync("org_a");
        _registry.Put(Entry("org_a", "present", 2));
        _registry.Tell("org_a");
        answer.SetResult();
        await crossing;

        Assert.Equal("present", await FindAsync("org_a"));
    }

    [Fact]
    public async Task NothingCrossingAnAddition_IsNotRemembered()
    {
        var answer = new TaskCompletionSource();
        _registry.Slow = () => answer.Task;
        var crossing = FindAsync("org_a");
        _cache.Keep(Entry("org_a", "added"));
        answer.SetResult();
        await crossing;

        Assert.Equal("added", await FindAsync("org_a"));
    }

    private async Task<string?> FindAsync(string id) => (await _cache.FindAsync(id, CancellationToken.None))?.Value.Name;

    private static OrganizationEntry Entry(string id, string name, long version = 1) => new(new Organization { Id = id, Name = name }, version);
}
