using RawInference.Chat;
using RawInference.Core.Usage;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Caching;

public sealed class CachingMiddlewareTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    private int Asked => _gateway.Connector.Calls.Count;

    [Fact]
    public async Task SecondCall_GetsTheFirstOnesAnswer_FreeOfCharge()
    {
        var first = await SendAsync();
        var second = await SendAsync();

        Assert.Equal(1, Asked);
        Assert.Equal((CacheState.Miss, CacheState.Hit), (first.Facts.Cache, second.Facts.Cache));
        Assert.False(first.Cached);
        Assert.True(second.Cached);
        Assert.Equal("re: hi", second.Text);
        Assert.Equal(("first", "chat", "r-1"), (second.Provider, second.Model, second.ProviderResponseId));
        Assert.Equal((FakeAnswers.Usage, 0m), (second.Usage, second.CostUsd));
        Assert.Empty(second.Attempts);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Hit_IsARecordThatUsedNothing()
    {
        await SendAsync();
        var hit = await SendAsync();

        var record = _gateway.Ledger.Records.Last();
        Assert.Equal((hit.Id, true, UsageOutcome.Completed, "first", "chat"), (record.Id, record.Cached, record.Outcome, record.Provider, record.Model));
        Assert.Equal((0L, 0m), (record.Usage?.Total, record.CostUsd));
        Assert.False(_gateway.Ledger.Records.First().Cached);
    }

    [Fact]
    public async Task Read_LooksUpAndStoresNothing()
    {
        Assert.Equal(CacheState.Miss, (await SendAsync(CacheMode.Read)).Facts.Cache);
        Assert.Empty(_gateway.Cache.Entries);
        await SendAsync();

        Assert.Equal(CacheState.Hit, (await SendAsync(CacheMode.Read)).Facts.Cache);
    }

    [Fact]
    public async Task Write_StoresOnlyWhatWasNotThere_AndLooksNothingUp()
    {
        _gateway.Connector.Chat = call => Task.FromResult(FakeAnswers.Chat($"answer {call.Number}"));

        Assert.Equal((CacheState.Miss, "answer 1"), await SentAsync(CacheMode.Write));
        Assert.Equal((CacheState.Miss, "answer 2"), await SentAsync(CacheMode.Write));
        Assert.Equal((CacheState.Hit, "answer 1"), await SentAsync(CacheMode.On));
    }

    [Fact]
    public async Task Refresh_ReplacesWhatWasThere()
    {
        _gateway.Connector.Chat = call => Task.FromResult(FakeAnswers.Chat($"answer {call.Number}"));
        await SendAsync();

        Assert.Equal((CacheState.Refresh, "answer 2"), await SentAsync(CacheMode.Refresh));
        Assert.Equal((CacheState.Hit, "answer 2"), await SentAsync(CacheMode.On));
    }

    [Fact]
    public async Task Off_DoesNothing()
    {
        await SendAsync();
        var lookups = _gateway.Cache.Lookups;

        Assert.Equal((null, "re: hi"), await SentAsync(CacheMode.Off));
        Assert.Equal(2, Asked);
        Assert.Equal(lookups, _gateway.Cache.Lookups);
    }

    [Fact]
    public async Task WarningsOfTheAnswer_AreShownAgain_AndThoseOfTheCallAreItsOwn()
    {
        _gateway.Settings["Providers:first:Unsupported:0"] = "seed";
        var own = new InferenceWarning(WarningCodes.UnknownField, "colour", "is not a known field and was ignored.");
        var request = Requests.Cached(Requests.Chat("first/chat", "hi") with { Parameters = new ChatParameters { Seed = 1 } });
        var first = await _gateway.Client.SendAsync(request with { Call = request.Call with { Warnings = [own] } });
        var second = await _gateway.Client.SendAsync(request);

        Assert.Equal([WarningCodes.UnknownField, WarningCodes.ParameterDropped], first.Warnings.Select(warning => warning.Code));
        Assert.True(second.Cached);
        Assert.Equal([WarningCodes.ParameterDropped], second.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public async Task StoreThatIsAway_IsAMissThatTheCallHearsOf_IfItAskedForTheCache()
    {
        _gateway.Settings["Models:both:Cache:Mode"] = "On";
        _gateway.Cache.IsAway = true;
        var asked = await SendAsync();
        var configured = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal((CacheState.Bypass, CacheState.Bypass), (asked.Facts.Cache, configured.Facts.Cache));
        Assert.Equal((WarningCodes.CacheNotice, "cache"), Assert.Single(asked.Warnings.Select(warning => (warning.Code, warning.Path))));
        Assert.Empty(configured.Warnings);
        Assert.Equal(2, Asked);
        _gateway.Cache.IsAway = false;
        Assert.Empty((await SendAsync()).Warnings);
    }

    [Fact]
    public async Task DamagedEntry_IsAMissThatIsReplaced()
    {
        await SendAsync();
        var key = Assert.Single(_gateway.Cache.Entries).Key;
        _gateway.Cache.Entries[key] = new byte[] { 1, 2, 3 };

        Assert.Equal(CacheState.Miss, (await SendAsync()).Facts.Cache);
        Assert.Equal(CacheState.Hit, (await SendAsync()).Facts.Cache);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Task<ChatResponse> SendAsync(CacheMode mode = CacheMode.On) =>
        _gateway.Client.SendAsync(Requests.Cached(Requests.Chat("first/chat", "hi"), mode));

    private async Task<(CacheState? State, string Text)> SentAsync(CacheMode mode)
    {
        var response = await SendAsync(mode);
        return (response.Facts.Cache, response.Text);
    }
}
