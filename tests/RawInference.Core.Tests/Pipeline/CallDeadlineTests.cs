using System.Runtime.CompilerServices;
using RawInference.Core.Chat;
using RawInference.Core.Usage;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline;

public sealed class CallDeadlineTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CallDeadlineTests()
    {
        _gateway.Connector.Chat = async call =>
        {
            await HangAsync(call.CancellationToken);
            return [];
        };
        _gateway.Connector.ChatStream = call => HangAfterOneAsync(call.CancellationToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5_000_000_000)]
    public async Task TimeThatNoTimerCanHold_IsRefused(long milliseconds)
    {
        var request = Requests.Chat("both", "hi") with { Call = new CallOptions { Timeout = TimeSpan.FromMilliseconds(milliseconds) } };

        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request));

        Assert.Equal("parameters.timeout_ms", Assert.Single(failure.Problems).Path);
    }

    [Theory]
    [InlineData(null, 600)]
    [InlineData(5, 5)]
    public async Task CallThatTakesTooLong_IsDeadlineExceededAndFreesTheUpstream(int? timeoutSeconds, int seconds)
    {
        var timeout = timeoutSeconds is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;
        var sending = _gateway.Client.SendAsync(Requests.Chat("both", "hi") with { Call = new CallOptions { Timeout = timeout } });
        await _asked.Task;

        _gateway.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(_freed.Task.IsCompleted);
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var failure = await Assert.ThrowsAsync<InferenceException>(() => sending);
        Assert.Equal(InferenceErrorCode.DeadlineExceeded, failure.Code);
        Assert.Equal(InferenceErrorCode.DeadlineExceeded, Assert.Single(failure.Facts.Attempts).Error);
        Assert.True(_freed.Task.IsCompletedSuccessfully);
        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Failed, InferenceErrorCode.DeadlineExceeded), (record.Outcome, record.Error));
    }

    [Fact]
    public async Task CallersCancellation_StaysACancellation()
    {
        using var cancellation = new CancellationTokenSource();
        var sending = _gateway.Client.SendAsync(Requests.Chat("both", "hi"), cancellation.Token);
        await _asked.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.True(_freed.Task.IsCompletedSuccessfully);
        Assert.Single(_gateway.Connector.Calls);
    }

    [Fact]
    public async Task DeadlineAfterTheFirstDelta_EndsTheStreamWithItsError()
    {
        var request = Requests.Streamed("first/chat", "hi");
        await using var updates = _gateway.Client.StreamAsync(request).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        var next = updates.MoveNextAsync().AsTask();
        await _asked.Task;
        _gateway.Clock.Advance(TimeSpan.FromMinutes(10));

        var failure = await Assert.ThrowsAsync<InferenceException>(() => next);
        Assert.Equal(InferenceErrorCode.DeadlineExceeded, failure.Code);
        Assert.True(_freed.Task.IsCompletedSuccessfully);
        Assert.Equal(InferenceErrorCode.DeadlineExceeded, Assert.Single(_gateway.Ledger.Records).Error);
    }

    [Fact]
    public async Task CallerWhoLeavesMidStream_FreesTheUpstream()
    {
        var freed = false;
        _gateway.Connector.ChatStream = _ => Stream();
        await foreach (var _ in _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")))
        {
            break;
        }

        Assert.True(freed);
        Assert.Equal(UsageOutcome.Abandoned, Assert.Single(_gateway.Ledger.Records).Outcome);

        async IAsyncEnumerable<ChatChunk> Stream()
        {
            try
            {
                await Task.Yield();
                yield return FakeAnswers.Text("a");
                yield return FakeAnswers.End;
            }
            finally
            {
                freed = true;
            }
        }
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private async Task HangAsync(CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            _freed.TrySetResult();
        }
    }

    private async IAsyncEnumerable<ChatChunk> HangAfterOneAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return FakeAnswers.Text("a");
        await HangAsync(cancellationToken);
    }
}
