using System.Runtime.CompilerServices;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Usage;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Idempotency;

public sealed class IdempotentJourneyTests : IAsyncDisposable
{
    private readonly IdempotentGateway _gateway = new();
    private readonly TaskCompletionSource _arrived = new();
    private readonly TaskCompletionSource _gate = new();

    [Fact]
    public async Task CallerWhoLeaves_FindsTheAnswerLater()
    {
        _gateway.Connector.Chat = async call =>
        {
            _arrived.SetResult();
            await _gate.Task.WaitAsync(call.CancellationToken);
            return FakeAnswers.Chat("paid for");
        };
        using var leaving = new CancellationTokenSource();
        var asking = _gateway.AskAsync(Requests.Chat("first/chat", "hi"), leaving.Token);
        await _arrived.Task;

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(InferenceErrorCode.IdempotencyInFlight, (await _gateway.FailAsync(Requests.Chat("first/chat", "hi"))).Code);
        _gate.SetResult();
        Assert.Equal("complete", await _gateway.Store.NextEndAsync());

        var response = Assert.IsType<ChatResponse>(Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", "hi"))));
        Assert.Equal(("paid for", true), (response.Text, response.Facts.Replayed));
        Assert.Single(_gateway.Connector.Calls);
        Assert.Equal(UsageOutcome.Completed, Assert.Single(_gateway.Gateway.Ledger.Records).Outcome);
    }

    [Fact]
    public async Task CallerWhoLeavesAStream_FindsAllOfItLater()
    {
        _gateway.Connector.ChatStream = call => Gated(call.CancellationToken);
        using var leaving = new CancellationTokenSource();
        var updates = _gateway.Client.StreamAsync(IdempotentGateway.Keyed(Requests.Streamed("first/chat", "hi")), leaving.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await updates.MoveNextAsync());

        // Not while it waits for the next: then all that still listens to the caller hears it.
        await leaving.CancelAsync();
        await updates.DisposeAsync();
        _gate.SetResult();
        Assert.Equal("complete", await _gateway.Store.NextEndAsync());

        var replayed = await _gateway.AskAsync(Requests.Streamed("first/chat", "hi"));

        Assert.Equal(["a", "b", null], replayed.OfType<ChatDelta>().Select(delta => delta.Text));
        Assert.Equal("ab", Assert.IsType<ChatResponse>(replayed[^1]).Text);
        Assert.Single(_gateway.Connector.Calls);

        async IAsyncEnumerable<ChatChunk> Gated([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return FakeAnswers.Text("a");
            await _gate.Task.WaitAsync(cancellationToken);
            yield return FakeAnswers.Text("b");
            yield return FakeAnswers.End;
            yield return FakeAnswers.Facts;
        }
    }

    [Fact]
    public async Task CallWithoutItsCaller_EndsAtItsDeadline()
    {
        _gateway.Connector.Chat = async call =>
        {
            _arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.CancellationToken);
            return FakeAnswers.Chat("never");
        };
        using var leaving = new CancellationTokenSource();
        var request = Requests.Chat("first/chat", "hi") with { Call = new CallOptions { Timeout = TimeSpan.FromSeconds(20) } };
        var asking = _gateway.AskAsync(request, leaving.Token);
        await _arrived.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        _gateway.Gateway.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("release", await _gateway.Store.NextEndAsync());
        var record = Assert.Single(_gateway.Gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Failed, InferenceErrorCode.DeadlineExceeded), (record.Outcome, record.Error));
    }

    [Fact]
    public async Task Deadline_FreesTheKeyBeforeTheCallerHears()
    {
        _gateway.Connector.Chat = async call =>
        {
            if (call.Number == 1)
            {
                _arrived.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.CancellationToken);
            }

            return FakeAnswers.Chat("hi");
        };
        var request = Requests.Chat("first/chat", "hi") with { Call = new CallOptions { Timeout = TimeSpan.FromSeconds(20) } };
        var asking = _gateway.FailAsync(request);
        await _arrived.Task;
        _gateway.Gateway.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(InferenceErrorCode.DeadlineExceeded, (await asking).Code);
        Assert.Single(await _gateway.AskAsync(request));
    }

    [Fact]
    public async Task DeadlineAfterTheFirstDelta_IsRepeatedAsWhatItWas()
    {
        _gateway.Connector.ChatStream = call => Stalled(call.CancellationToken);
        var request = Requests.Streamed("first/chat", "hi") with { Call = new CallOptions { Stream = true, Timeout = TimeSpan.FromSeconds(20) } };
        var asking = _gateway.FailAsync(request);
        await _arrived.Task;
        _gateway.Gateway.Clock.Advance(TimeSpan.FromSeconds(20));

        var first = await asking;
        var second = await _gateway.FailAsync(request);
        Assert.Equal((InferenceErrorCode.DeadlineExceeded, first.Message), (second.Code, second.Message));
        Assert.Single(_gateway.Connector.Calls);

        async IAsyncEnumerable<ChatChunk> Stalled([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return FakeAnswers.Text("a");
            _arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }

    [Fact]
    public async Task SlowReader_HoldsTheProviderBack()
    {
        var written = 0;
        _gateway.Connector.ChatStream = _ => Endless();
        await using (var updates = _gateway.Client.StreamAsync(IdempotentGateway.Keyed(Requests.Streamed("first/chat", "hi"))).GetAsyncEnumerator())
        {
            Assert.True(await updates.MoveNextAsync());

            // Nothing here waits, so all that is read ahead has been read by now.
            Assert.InRange(written, 1, 16);
        }

        Assert.Equal("complete", await _gateway.Store.NextEndAsync());
        Assert.Equal(1_002, (await _gateway.AskAsync(Requests.Streamed("first/chat", "hi"))).Count);

        async IAsyncEnumerable<ChatChunk> Endless()
        {
            await ValueTask.CompletedTask;
            for (var index = 0; index < 1_000; index++)
            {
                written++;
                yield return FakeAnswers.Text("x");
            }

            yield return FakeAnswers.End;
            yield return FakeAnswers.Facts;
        }
    }

    [Fact]
    public async Task CallerWhoHasLeftAlready_ClaimsNothing()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gateway.AskAsync(Requests.Chat("first/chat", "hi"), left.Token));

        Assert.Empty(_gateway.Connector.Calls);
        Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", "hi")));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
