using Microsoft.Extensions.Logging.Abstractions;
using RawInference.Core.Pipeline.Caching;
using RawInference.State.Caching;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class LocalResponseCacheTests : ResponseCacheContract
{
    private readonly List<HybridResponseCache> _opened = [];

    [Fact]
    public async Task Memory_IsBounded()
    {
        var cache = await OpenAsync(new CachingOptions { MemoryMegabytes = 1 });
        var answer = new byte[100_000];
        var found = 0;
        for (var index = 0; index < 100; index++)
        {
            await cache.StoreAsync("org_a", "ns_a", $"k{index}", answer, Hour, CancellationToken.None);
        }

        for (var index = 0; index < 100; index++)
        {
            found += (await cache.FindAsync("org_a", "ns_a", $"k{index}", CancellationToken.None)).Answer is null ? 0 : 1;
        }

        Assert.InRange(found, 1, 10);
    }

    [Fact]
    public void Registered_IsTheCacheOfThisProcess()
    {
        using var state = new LocalState([]);

        Assert.IsType<HybridResponseCache>(state.Get<IResponseCache>());
    }

    public override ValueTask DisposeAsync()
    {
        _opened.ForEach(cache => cache.Dispose());
        return ValueTask.CompletedTask;
    }

    private protected override ValueTask<IResponseCache> OpenAsync(CachingOptions options)
    {
        var levels = new HybridLevels(options, Clock, store: null, "");
        _opened.Add(new HybridResponseCache(levels, new LocalGenerations(), options, Clock, NullLogger<HybridResponseCache>.Instance));
        return new(_opened[^1]);
    }
}
