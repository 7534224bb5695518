using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Core.Tests.Providers;

public sealed class ServiceCacheTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();
    private readonly ServiceCache<object> _cache;
    private int _made;

    public ServiceCacheTests() => _cache = new ServiceCache<object>(_ =>
    {
        _made++;
        return new object();
    });

    [Fact]
    public void Service_IsMadeOncePerAccountAndModel()
    {
        Assert.Same(_cache.Get(Target("first/a")), _cache.Get(Target("first/a")));
        Assert.NotSame(_cache.Get(Target("first/a")), _cache.Get(Target("first/b")));
        Assert.NotSame(_cache.Get(Target("first/a")), _cache.Get(Target("second/a")));
        Assert.Equal(3, _made);
    }

    [Fact]
    public void PastTheBound_WhatIsCachedStaysAndNothingIsAdded()
    {
        var first = _cache.Get(Target("first/0"));
        for (var index = 1; index < 1_000; index++)
        {
            _cache.Get(Target($"first/{index}"));
        }

        Assert.NotSame(_cache.Get(Target("first/one-more")), _cache.Get(Target("first/one-more")));
        Assert.Same(first, _cache.Get(Target("first/0")));
        Assert.Equal(1_002, _made);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private ModelTarget Target(string slug) =>
        _gateway.Catalog.Resolve(ModelSelector.Parse(slug), new RequestShape(Operations.Chat, [])).Targets[0];
}
