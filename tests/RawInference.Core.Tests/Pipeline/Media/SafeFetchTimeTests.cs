using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class SafeFetchTimeTests
{
    private const string Url = "http://media.example/";

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task ServerThatNeverAnswers_IsLeftAfterTheStallTimeout()
    {
        await using var server = new SilentServer("");
        using var net = new FetchHarness().Serve("media.example", server.Server);
        var fetching = net.GetAsync(Url);
        await server.Reached.WaitAsync(HangGuard);

        net.Time.Advance(net.Options.StallTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(fetching.IsCompleted);
        net.Time.Advance(TimeSpan.FromMilliseconds(1));

        await FailsAsUnavailable(fetching);
        Assert.Equal(0, net.Fetch.Active);
    }

    [Fact]
    public async Task BodyThatStalls_IsLeftAfterTheStallTimeout()
    {
        await using var server = new SilentServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst");
        using var net = new FetchHarness().Serve("media.example", server.Server);
        var fetching = net.GetAsync(Url);
        await server.Reached.WaitAsync(HangGuard);

        net.Time.Advance(net.Options.StallTimeout);

        await FailsAsUnavailable(fetching);
        Assert.Equal(0, net.Fetch.Active);
    }

    [Fact]
    public async Task SteadyButSlowBody_IsLeftAfterTheTotalTimeout()
    {
        await using var server = new SilentServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst");
        using var net = new FetchHarness(options => options.StallTimeout = TimeSpan.FromMinutes(5)).Serve("media.example", server.Server);
        var fetching = net.GetAsync(Url);
        await server.Reached.WaitAsync(HangGuard);

        net.Time.Advance(net.Options.TotalTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(fetching.IsCompleted);
        net.Time.Advance(TimeSpan.FromMilliseconds(1));

        await FailsAsUnavailable(fetching);
    }

    [Fact]
    public async Task SlowServer_LooksLikeAMissingOne()
    {
        await using var server = new SilentServer("");
        using var net = new FetchHarness().Serve("media.example", server.Server);
        var fetching = net.GetAsync(Url);
        await server.Reached.WaitAsync(HangGuard);
        net.Time.Advance(net.Options.StallTimeout);

        var slow = await Assert.ThrowsAsync<InferenceException>(() => fetching.WaitAsync(HangGuard));
        var missing = await net.FailAsync("http://unknown.example/");

        Assert.Equal((missing.Code, missing.Message, missing.Problems[0]), (slow.Code, slow.Message, slow.Problems[0]));
    }

    [Fact]
    public async Task CallerThatLeaves_EndsTheFetchAndFreesItsSlots()
    {
        await using var server = new SilentServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst");
        using var net = new FetchHarness().Serve("media.example", server.Server);
        using var caller = new CancellationTokenSource();
        var fetching = net.GetAsync(Url, cancellationToken: caller.Token);
        await server.Reached.WaitAsync(HangGuard);
        Assert.Equal(2, net.Fetch.Active);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.WaitAsync(HangGuard));
        Assert.Equal(0, net.Fetch.Active);
        await server.Left.WaitAsync(HangGuard);
    }

    [Theory]
    [InlineData("first.example", "a", 1, 10)]
    [InlineData("media.example", "b", 10, 1)]
    public async Task FetchBeyondTheCap_WaitsUntilAnotherEnds(string host, string @namespace, int perNamespace, int perHost)
    {
        await using var server = new SilentServer("");
        await using var elsewhere = MediaServer.Ok("content"u8.ToArray());
        using var net = new FetchHarness(options => (options.MaxFetchesPerNamespace, options.MaxFetchesPerHost) = (perNamespace, perHost))
            .Serve("media.example", server.Server).Serve("first.example", server.Server).Serve("elsewhere.example", elsewhere, "1.0.0.1");
        using var caller = new CancellationTokenSource();
        var first = net.GetAsync(Url, @namespace: "a", cancellationToken: caller.Token);
        await server.Reached.WaitAsync(HangGuard);

        var second = net.GetAsync($"http://{host}/", @namespace: @namespace);
        await net.GetAsync("http://elsewhere.example/", @namespace: "c");
        Assert.Single(server.Server.Requests);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(HangGuard));
        await server.ReachedAgain.WaitAsync(HangGuard);
        net.Time.Advance(net.Options.StallTimeout);
        await FailsAsUnavailable(second);
    }

    [Fact]
    public async Task FetchThatNeverGetsItsTurn_IsShedAsOverload()
    {
        await using var other = new SilentServer("");
        await using var server = new SilentServer("");
        using var net = new FetchHarness(options =>
        {
            options.StallTimeout = TimeSpan.FromMinutes(5);
            options.MaxFetchesPerNamespace = options.MaxFetchesPerHost = 1;
        }).Serve("other.example", other.Server, "1.0.0.1").Serve("media.example", server.Server);

        var first = net.GetAsync("http://other.example/", @namespace: "a");
        await other.Reached.WaitAsync(HangGuard);
        net.Time.Advance(TimeSpan.FromSeconds(1));
        var waiting = net.GetAsync(Url, @namespace: "a");
        net.Time.Advance(TimeSpan.FromSeconds(4));
        var last = net.GetAsync(Url, @namespace: "b");
        await server.Reached.WaitAsync(HangGuard);

        net.Time.Advance(TimeSpan.FromSeconds(15));
        await FailsAsUnavailable(first);
        net.Time.Advance(TimeSpan.FromSeconds(1));
        var exception = await Assert.ThrowsAsync<InferenceException>(() => waiting.WaitAsync(HangGuard));

        Assert.Equal(InferenceErrorCode.Overloaded, exception.Code);
        Assert.Single(server.Server.Requests);
        net.Time.Advance(TimeSpan.FromSeconds(4));
        await FailsAsUnavailable(last);
        Assert.Equal(0, net.Fetch.Active);
    }

    [Fact]
    public async Task HostThatACallerChose_AppearsInNoMetricAndNoSpan()
    {
        var seen = 0;
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "System.Net.Http")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => Count(tags));
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => Count(tags));
        meters.Start();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Count([.. activity.TagObjects]),
        };
        ActivitySource.AddActivityListener(spans);
        await using var server = MediaServer.Ok("content"u8.ToArray());
        using (var net = new FetchHarness().Serve("chosen.example", server))
        {
            await net.GetAsync("http://chosen.example/");
        }

        Assert.Equal(0, seen);

        void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag.Value is string text && text.Contains("chosen.example", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref seen);
                }
            }
        }
    }

    private static async Task FailsAsUnavailable(Task fetching)
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(() => fetching.WaitAsync(HangGuard));
        Assert.Equal(InferenceErrorCode.MediaUnavailable, exception.Code);
    }
}
