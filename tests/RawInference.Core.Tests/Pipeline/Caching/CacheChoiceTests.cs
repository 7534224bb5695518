using RawInference.Core.Pipeline.Caching;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Caching;

public sealed class CacheChoiceTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public void Call_ComesBeforeAlias_BeforeGateway()
    {
        var gateway = new CachingOptions { Mode = CacheMode.Read, DefaultTtl = TimeSpan.FromSeconds(1) };
        var alias = new CacheOptions(TimeSpan.FromSeconds(2), CacheMode.Write, true);
        var call = new CacheOptions(TimeSpan.FromSeconds(3), CacheMode.Off, false);

        Assert.Equal(new CacheChoice(CacheMode.Read, TimeSpan.FromSeconds(1), false, false), CacheChoice.Of(null, null, gateway));
        Assert.Equal(new CacheChoice(CacheMode.Write, TimeSpan.FromSeconds(2), true, false), CacheChoice.Of(null, alias, gateway));
        Assert.Equal(new CacheChoice(CacheMode.Off, TimeSpan.FromSeconds(3), false, true), CacheChoice.Of(call, alias, gateway));
        Assert.Equal(new CacheChoice(CacheMode.On, TimeSpan.FromSeconds(2), true, true), CacheChoice.Of(new CacheOptions(), alias, gateway));
    }

    [Fact]
    public void TimeToLive_IsBounded()
    {
        var options = new CachingOptions { MaxTtl = TimeSpan.FromMinutes(1) };

        Assert.Equal(options.MaxTtl, CacheChoice.Of(new CacheOptions(TimeSpan.FromDays(1)), null, options).TimeToLive);
    }

    [Fact]
    public async Task GatewayThatSaysNothing_DoesNotCache()
    {
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        var second = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Null(second.Facts.Cache);
        Assert.Equal(0, _gateway.Cache.Lookups);
        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task AliasThatCaches_DoesSoForItsCallsOnly_AndACallMayRefuse()
    {
        _gateway.Settings["Models:both:Cache:TtlSeconds"] = "60";
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal([TimeSpan.FromSeconds(60)], _gateway.Cache.Stored);
        Assert.True((await _gateway.Client.SendAsync(Requests.Chat("both", "hi"))).Cached);
        Assert.False((await _gateway.Client.SendAsync(Requests.Cached(Requests.Chat("both", "hi"), CacheMode.Off))).Cached);
        Assert.False((await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"))).Cached);
    }

    [Fact]
    public async Task GatewayThatCaches_DoesSoForEveryCall()
    {
        _gateway.Settings["Caching:Mode"] = "On";
        _gateway.Settings["Caching:DefaultTtl"] = "00:05:00";
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.True((await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"))).Cached);
        Assert.Equal([TimeSpan.FromMinutes(5)], _gateway.Cache.Stored);
    }

    [Fact]
    public async Task TimeToLiveAboveTheGateways_IsAWarning_AndAMistakeUnderStrict()
    {
        _gateway.Settings["Caching:MaxTtl"] = "01:00:00";
        var request = Requests.Chat("first/chat", "hi") with { Call = new CallOptions { Cache = new CacheOptions(TimeSpan.FromDays(1)) } };
        var response = await _gateway.Client.SendAsync(request);

        Assert.Equal((WarningCodes.CacheNotice, "cache.ttl_s"), Assert.Single(response.Warnings.Select(warning => (warning.Code, warning.Path))));
        Assert.Equal([TimeSpan.FromHours(1)], _gateway.Cache.Stored);
        var strict = request with { Call = request.Call with { Strict = true } };
        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(strict));
        Assert.Equal("cache.ttl_s", Assert.Single(refusal.Problems).Path);
    }

    [Fact]
    public void DefaultThatIsLongerThanTheLongest_IsAMistakeWithItsPath()
    {
        _gateway.Settings["Caching:DefaultTtl"] = "02:00:00";
        _gateway.Settings["Caching:MaxTtl"] = "01:00:00";

        var failure = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(
            () => _gateway.Service<Microsoft.Extensions.Options.IOptions<CachingOptions>>().Value);
        Assert.Equal(["RawInference:Caching:DefaultTtl: must not be longer than MaxTtl."], failure.Failures);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
