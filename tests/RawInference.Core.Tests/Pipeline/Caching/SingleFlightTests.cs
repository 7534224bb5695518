using System.Collections.Concurrent;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Caching;

/// <summary>
/// Calls of a gateway whose cache and provider answer at once run until they wait for something, so that each call here has either
/// asked or joined the flight when the next one starts.
/// </summary>
public sealed class SingleFlightTests : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly TestGateway _gateway = new();
    private readonly ConcurrentQueue<TaskCompletionSource<IReadOnlyList<ChatResult>>> _answers = new();

    public SingleFlightTests()
    {
        _gateway.Connector.Chat = call =>
        {
            var answer = new TaskCompletionSource<IReadOnlyList<ChatResult>>();
            _answers.Enqueue(answer);
            return answer.Task.WaitAsync(call.CancellationToken);
        };
    }

    private int Asked => _answers.Count;

    [Fact]
    public async Task HundredCallsAtOnce_AskOnce()
    {
        Task<ChatResponse>[] calls = [.. Enumerable.Range(0, 100).Select(_ => SendAsync())];
        Assert.Equal(1, Asked);
        Answer(0);
        var responses = await Task.WhenAll(calls).WaitAsync(Hang);

        Assert.Equal(1, Asked);
        Assert.All(responses, response => Assert.Equal("fine", response.Text));
        Assert.Equal([false, .. Enumerable.Repeat(true, 99)], responses.Select(response => response.Cached));
        Assert.Equal(100, responses.Select(response => response.Id).Distinct().Count());
        Assert.Equal(100, _gateway.Ledger.Records.Count);
        Assert.Equal(99, _gateway.Ledger.Records.Count(record => record.Cached));
    }

    [Fact]
    public async Task CallsOfTwoNamespaces_AskEachForThemselves()
    {
        var first = SendAsync();
        _gateway.Caller.Caller = _gateway.Caller.Caller with { Namespace = "ns_other" };
        var other = SendAsync();

        Assert.Equal(2, Asked);
        Answer(0);
        Answer(1);
        Assert.False((await first.WaitAsync(Hang)).Cached);
        Assert.False((await other.WaitAsync(Hang)).Cached);
    }

    [Fact]
    public async Task LeaderThatFails_FailsAlone_AndTheNextOneAsks()
    {
        var leader = SendAsync();
        Task<ChatResponse>[] followers = [SendAsync(), SendAsync(), SendAsync()];
        Fail(0);

        await Assert.ThrowsAsync<InferenceException>(() => leader.WaitAsync(Hang));
        await AskedAsync(2);
        Answer(1);
        Assert.Single(await Task.WhenAll(followers).WaitAsync(Hang), response => !response.Cached);
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task CallsThatSawTwoLeadersFail_AskForThemselvesAllAtOnce()
    {
        Task<ChatResponse>[] calls = [.. Enumerable.Range(0, 10).Select(_ => SendAsync())];
        Fail(0);
        await AskedAsync(2);
        Fail(1);
        await AskedAsync(10);
        for (var index = 2; index < 10; index++)
        {
            Answer(index);
        }

        Assert.Equal(2, (await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(() => call).AsTask())).WaitAsync(Hang)).Count(failure => failure is InferenceException));
    }

    [Fact]
    public async Task LeaderWhoseCallerLeaves_IsFollowedByTheNext()
    {
        using var left = new CancellationTokenSource();
        var leader = SendAsync(cancellationToken: left.Token);
        Task<ChatResponse>[] followers = [SendAsync(), SendAsync()];
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader.WaitAsync(Hang));
        await AskedAsync(2);
        Answer(1);
        Assert.Single(await Task.WhenAll(followers).WaitAsync(Hang), response => response.Cached);
    }

    [Fact]
    public async Task LeaderWhoseDeadlinePasses_IsFollowedByTheNext()
    {
        var leader = _gateway.Client.SendAsync(Requests.Cached(Requests.Chat("first/chat", "hi") with { Call = new CallOptions { Timeout = TimeSpan.FromSeconds(1) } }));
        var follower = SendAsync();
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(InferenceErrorCode.DeadlineExceeded, (await Assert.ThrowsAsync<InferenceException>(() => leader.WaitAsync(Hang))).Code);
        await AskedAsync(2);
        Answer(1);
        Assert.False((await follower.WaitAsync(Hang)).Cached);
    }

    [Fact]
    public async Task StreamingLeaderThatItsReaderLeaves_IsFollowedByTheNext()
    {
        var updates = _gateway.Client.StreamAsync(Requests.Cached(Requests.Streamed("first/chat", "hi"))).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        var follower = SendAsync();
        Assert.Equal(0, Asked);
        await updates.DisposeAsync();

        await AskedAsync(1);
        Answer(0);
        Assert.False((await follower.WaitAsync(Hang)).Cached);
    }

    [Fact]
    public async Task FollowerThatLeaves_LeavesAlone()
    {
        using var left = new CancellationTokenSource();
        var leader = SendAsync();
        var leaving = SendAsync(cancellationToken: left.Token);
        var staying = SendAsync();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(Hang));
        Answer(0);
        Assert.False((await leader.WaitAsync(Hang)).Cached);
        Assert.True((await staying.WaitAsync(Hang)).Cached);
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task FollowersDeadline_IsItsOwn()
    {
        var leader = SendAsync();
        var follower = _gateway.Client.SendAsync(Requests.Cached(Requests.Chat("first/chat", "hi") with { Call = new CallOptions { Timeout = TimeSpan.FromSeconds(1) } }));
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(InferenceErrorCode.DeadlineExceeded, (await Assert.ThrowsAsync<InferenceException>(() => follower.WaitAsync(Hang))).Code);
        Answer(0);
        Assert.False((await leader.WaitAsync(Hang)).Cached);
    }

    [Fact]
    public async Task FollowersWait_IsNoOverhead()
    {
        var leader = SendAsync();
        var follower = SendAsync();
        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        Answer(0);
        await leader.WaitAsync(Hang);
        var response = await follower.WaitAsync(Hang);

        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.Zero), (response.Latency, response.Facts.Overhead));
    }

    [Fact]
    public async Task AnswerThatMayNotBeShared_LetsAllOthersAskAtOnce()
    {
        Task<ChatResponse>[] calls = [SendAsync(), SendAsync(), SendAsync()];
        Answer(0, FinishReason.ContentFilter);
        await AskedAsync(3);
        Answer(1);
        Answer(2);

        Assert.All(await Task.WhenAll(calls).WaitAsync(Hang), response => Assert.False(response.Cached));
    }

    [Fact]
    public async Task FollowersAboveTheBound_AskForThemselves()
    {
        _gateway.Settings["Caching:MaxFollowers"] = "2";
        Task<ChatResponse>[] calls = [.. Enumerable.Range(0, 5).Select(_ => SendAsync())];

        Assert.Equal(3, Asked);
        Answer(0);
        Answer(1);
        Answer(2);
        Assert.Equal([false, true, true, false, false], (await Task.WhenAll(calls).WaitAsync(Hang)).Select(response => response.Cached));
    }

    [Fact]
    public async Task PlaceOfAFollowerThatLeft_IsFreeAgain()
    {
        _gateway.Settings["Caching:MaxFollowers"] = "1";
        using var left = new CancellationTokenSource();
        var leader = SendAsync();
        var leaving = SendAsync(cancellationToken: left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(Hang));
        var next = SendAsync();
        Answer(0);

        await leader.WaitAsync(Hang);
        Assert.True((await next.WaitAsync(Hang)).Cached);
    }

    [Theory]
    [InlineData(CacheMode.Write)]
    [InlineData(CacheMode.Refresh)]
    public async Task CallsThatDoNotLookUp_EachAsk(CacheMode mode)
    {
        Task<ChatResponse>[] calls = [SendAsync(), SendAsync(mode), SendAsync(mode)];

        Assert.Equal(3, Asked);
        Answer(0);
        Answer(1);
        Answer(2);
        Assert.All(await Task.WhenAll(calls).WaitAsync(Hang), response => Assert.False(response.Cached));
    }

    [Fact]
    public async Task CallsThatOnlyRead_WaitForEachOther_AndKeepNothing()
    {
        Task<ChatResponse>[] calls = [SendAsync(CacheMode.Read), SendAsync(CacheMode.Read), SendAsync()];

        Assert.Equal(2, Asked);
        Answer(0);
        Assert.Equal([false, true], (await Task.WhenAll(calls[..2]).WaitAsync(Hang)).Select(response => response.Cached));
        Assert.Empty(_gateway.Cache.Entries);
        Answer(1);
        await calls[2].WaitAsync(Hang);
        Assert.Single(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task StoreThatIsAway_StillLetsOneAskForAll()
    {
        _gateway.Cache.IsAway = true;
        Task<ChatResponse>[] calls = [SendAsync(), SendAsync()];
        Answer(0);

        Assert.Equal([CacheState.Bypass, CacheState.Hit], (await Task.WhenAll(calls).WaitAsync(Hang)).Select(response => response.Facts.Cache));
        Assert.Equal(1, Asked);
    }

    /// <summary>Its look-up began before the answer was stored, and ends after the flight.</summary>
    [Fact]
    public async Task CallThatComesALittleLate_FindsWhatTheFlightStored()
    {
        var looking = new TaskCompletionSource();
        _gateway.Cache.Looking = number => number == 2 ? looking.Task : Task.CompletedTask;
        var leader = SendAsync();
        var late = SendAsync();
        Answer(0);
        await leader.WaitAsync(Hang);
        looking.SetResult();

        Assert.True((await late.WaitAsync(Hang)).Cached);
        Assert.Equal(1, Asked);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Task<ChatResponse> SendAsync(CacheMode mode = CacheMode.On, CancellationToken cancellationToken = default) =>
        _gateway.Client.SendAsync(Requests.Cached(Requests.Chat("first/chat", "hi"), mode), cancellationToken);

    private void Answer(int index, string finishReason = FinishReason.Stop) =>
        _answers.ElementAt(index).SetResult([new ChatResult { Output = new ChatOutput { Text = "fine", FinishReason = finishReason }, Usage = FakeAnswers.Usage }]);

    private void Fail(int index) => _answers.ElementAt(index).SetException(FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400));

    private async Task AskedAsync(int count)
    {
        var hang = Task.Delay(Hang, TestContext.Current.CancellationToken);
        while (Asked < count)
        {
            Assert.False(hang.IsCompleted, $"{Asked} calls have asked");
            await Task.Yield();
        }
    }
}
