using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Usage;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Pipeline.FanOut;

public sealed class FanOutMiddlewareTests : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly TestGateway _gateway = new();
    private readonly Gates _gates = new();

    [Fact]
    public async Task PromptsThatFinishOutOfOrder_ComeInOrder()
    {
        _gateway.Connector.Chat = AnswerWhenReleasedAsync;
        var sending = _gateway.Client.SendAsync(Requests.Chat("first/chat", "a", "b", "c"));
        foreach (var prompt in new[] { "c", "a", "b" })
        {
            await _gates.ArrivalOf(prompt).WaitAsync(Hang);
            _gates.Release(prompt);
        }

        var response = await sending;
        Assert.Equal(["a", "b", "c"], response.Outputs.Select(output => output.Text));
        Assert.Equal([0, 1, 2], response.Attempts.Select(attempt => attempt.Part!.Value).Order());
        Assert.Equal(new TokenUsage { Prompt = 9, Completion = 6 }, response.Usage);
        Assert.Equal(0.000_021m, response.CostUsd);
        Assert.Equal("first", response.Provider);
    }

    [Fact]
    public async Task AtMostEightParts_AreAskedSideBySide()
    {
        _gateway.Connector.Chat = AnswerWhenReleasedAsync;
        string[] prompts = [.. Enumerable.Range(0, 20).Select(index => $"p{index}")];
        var sending = _gateway.Client.SendAsync(Requests.Chat("first/chat", prompts));

        for (var index = 0; index < prompts.Length; index++)
        {
            var left = prompts.Length - index;
            await Gates.UntilAsync(() => _gates.Waiting == Math.Min(8, left)).WaitAsync(Hang);
            _gates.ReleaseAny();
        }

        Assert.Equal(prompts, (await sending).Outputs.Select(output => output.Text));
        Assert.Equal(8, _gates.MostWaiting);
    }

    [Fact]
    public async Task FirstFinalFailure_CancelsTheRestAndIsTheError()
    {
        var cancelled = 0;
        _gateway.Connector.Chat = async call =>
        {
            try
            {
                return await AnswerWhenReleasedAsync(call);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
                throw;
            }
        };

        var sending = _gateway.Client.SendAsync(Requests.Chat("first/chat", "a", "b", "c"));
        await Task.WhenAll(_gates.ArrivalOf("a"), _gates.ArrivalOf("b"), _gates.ArrivalOf("c")).WaitAsync(Hang);
        _gates.Fail("b", FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400));

        var failure = await Assert.ThrowsAsync<InferenceException>(() => sending);
        Assert.Equal(InferenceErrorCode.ProviderRefused, failure.Code);
        Assert.Equal(2, cancelled);
        Assert.Equal(
            [InferenceErrorCode.ProviderRefused, InferenceErrorCode.Canceled, InferenceErrorCode.Canceled],
            failure.Facts.Attempts.Select(attempt => attempt.Error!.Value));
        Assert.Equal(1, failure.Facts.Attempts.First().Part);
    }

    [Fact]
    public async Task EachPrompt_FailsOverOnItsOwn()
    {
        _gateway.Connector.Chat = call => call is { Provider: "first", Prompt: "b" }
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Chat($"{call.Provider} {call.Prompt}"));

        var response = await _gateway.Client.SendAsync(Requests.Chat("both", "a", "b", "c"));

        Assert.Equal(["first a", "second b", "first c"], response.Outputs.Select(output => output.Text));
        Assert.Equal(["first", "second"], response.Attempts.Where(attempt => attempt.Part == 1).Select(attempt => attempt.Provider));
    }

    [Fact]
    public async Task FailedCall_NamesWhomItAskedInItsRecord()
    {
        _gateway.Connector.Chat = call => call.Prompt == "b"
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : AnswerWhenReleasedAsync(call);

        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "a", "b")));

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal(("second", "chat"), (record.Provider, record.Model));
        Assert.Equal((UsageOutcome.Failed, InferenceErrorCode.ProviderFailed), (record.Outcome, record.Error));
    }

    [Fact]
    public async Task FailedCall_NamesTheTargetThatFailedAndNotOneThatAnsweredBefore()
    {
        _gateway.Settings["FanOut:MaxParallel"] = "1";
        _gateway.Connector.Chat = call => call.Prompt == "b"
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Chat("ok"));
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "a", "b", "c")));
        Assert.Equal("second", Assert.Single(_gateway.Ledger.Records).Provider);
        Assert.Equal(["a", "b", "b"], _gateway.Connector.Calls.Select(call => call.Prompt));
    }

    [Fact]
    public async Task Deltas_CarryTheOutputsIndex()
    {
        _gateway.Connector.ChatStream = call => FakeAnswers.Stream(
            new ChatChunk { Delta = new ChatDelta { Index = 0, Text = call.Prompt + "0", FinishReason = FinishReason.Stop } },
            new ChatChunk { Delta = new ChatDelta { Index = 1, Text = call.Prompt + "1", FinishReason = FinishReason.Stop } });
        var request = Requests.Streamed("first/chat", "a", "b") with { Parameters = new ChatParameters { Count = 2 } };

        var updates = await _gateway.Client.StreamAsync(request).ToListAsync();

        Assert.Equal(
            [(0, "a0"), (1, "a1"), (2, "b0"), (3, "b1")],
            updates.OfType<ChatDelta>().Select(delta => (delta.Index, delta.Text!)).Order());
        Assert.Equal(["a0", "a1", "b0", "b1"], ((ChatResponse)updates[^1]).Outputs.Select(output => output.Text));
    }

    [Fact]
    public async Task UsageOfWhichOnePartIsUnknown_IsUnknown()
    {
        _gateway.Connector.Chat = call =>
            Task.FromResult<IReadOnlyList<ChatResult>>([FakeAnswers.Chat("x")[0] with { Usage = call.Prompt == "b" ? null : FakeAnswers.Usage }]);
        var response = await _gateway.Client.SendAsync(Requests.Chat("first/chat", "a", "b"));
        Assert.Null(response.Usage);
        Assert.Null(response.UsageSource);
        Assert.Null(response.CostUsd);
    }

    [Fact]
    public async Task WarningOfEveryPart_IsGivenOnce()
    {
        _gateway.Connector.Chat = call =>
        {
            call.Settings.OnWarning!(new InferenceWarning(WarningCodes.ProviderNotice, null, "the same"));
            return Task.FromResult(FakeAnswers.Chat("x"));
        };
        var response = await _gateway.Client.SendAsync(Requests.Chat("first/chat", "a", "b", "c"));
        Assert.Equal("the same", Assert.Single(response.Warnings).Message);
    }

    [Fact]
    public async Task AbandonedCall_CancelsEveryPart()
    {
        var running = 0;
        _gateway.Connector.ChatStream = EndlessAsync;
        await foreach (var _ in _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "a", "b", "c")))
        {
            break;
        }

        Assert.Equal(0, running);
        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Abandoned, "first"), (record.Outcome, record.Provider));

        // More than the channel holds: the parts wait for a reader that has gone.
        async IAsyncEnumerable<ChatChunk> EndlessAsync(FakeCall call)
        {
            Interlocked.Increment(ref running);
            try
            {
                while (true)
                {
                    await Task.Yield();
                    yield return FakeAnswers.Text("x");
                }
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }
    }

    [Fact]
    public async Task DeadlineOfTheCall_EndsEveryPart()
    {
        _gateway.Connector.Chat = AnswerWhenReleasedAsync;
        var sending = _gateway.Client.SendAsync(Requests.Chat("first/chat", "a", "b"));
        await Task.WhenAll(_gates.ArrivalOf("a"), _gates.ArrivalOf("b")).WaitAsync(Hang);
        _gateway.Clock.Advance(TimeSpan.FromMinutes(10));

        var failure = await Assert.ThrowsAsync<InferenceException>(() => sending);
        Assert.Equal(InferenceErrorCode.DeadlineExceeded, failure.Code);
        Assert.All(failure.Facts.Attempts, attempt => Assert.Equal(InferenceErrorCode.DeadlineExceeded, attempt.Error));
        Assert.Equal(0, _gates.Waiting);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private async Task<IReadOnlyList<ChatResult>> AnswerWhenReleasedAsync(FakeCall call)
    {
        await _gates.WaitAsync(call.Prompt, call.CancellationToken);
        return FakeAnswers.Chat(call.Prompt);
    }
}
