using RawInference.Core.Chat;
using RawInference.Core.Identity;
using RawInference.Core.Usage;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Pipeline.Metering;

public sealed class MeteringMiddlewareTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task CompletedCall_IsOneRecordWithEverythingThatItUsed()
    {
        var response = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal(
            new UsageRecord
            {
                Id = response.Id,
                At = _gateway.Clock.GetUtcNow(),
                Organization = "org_test",
                Namespace = "ns_test",
                KeyId = "key_test",
                Operation = "chat",
                Alias = "both",
                Provider = "first",
                Model = "chat",
                Outcome = UsageOutcome.Completed,
                Usage = FakeAnswers.Usage,
                UsageSource = UsageSource.Reported,
                CostUsd = 0.000_007m,
                ChargedTokens = 5,
                ChargedNanoUsd = 7_000,
            },
            Assert.Single(_gateway.Ledger.Records));
    }

    [Fact]
    public async Task CompletedStream_IsOneRecord()
    {
        await _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")).ToListAsync();
        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Completed, FakeAnswers.Usage), (record.Outcome, record.Usage));
    }

    [Fact]
    public async Task FailedCall_IsOneRecordWithItsErrorAndWhomItAsked()
    {
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500);
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "hi")));

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Failed, InferenceErrorCode.ProviderFailed), (record.Outcome, record.Error));
        Assert.Equal(("second", "chat"), (record.Provider, record.Model));
        Assert.Null(record.Usage);
        Assert.Null(record.CostUsd);
    }

    [Theory]
    [InlineData("first/made-up", true, true)]
    [InlineData("first/made-up", false, false)]
    [InlineData("first/chat", true, false)]
    [InlineData("own", true, false)]
    public async Task ModelThatOnlyTheCallerKnows_IsToldFromOthers(string selector, bool fails, bool namedByCaller)
    {
        _gateway.Settings["Models:own:Targets:0"] = "first/uncatalogued";
        if (fails)
        {
            _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400);
        }

        await Record.ExceptionAsync(() => _gateway.Client.SendAsync(Requests.Chat(selector, "hi")));

        Assert.Equal(namedByCaller, Assert.Single(_gateway.Ledger.Records).NamedByCaller);
        Assert.Equal(selector == "first/made-up", Assert.Single(_gateway.Ledger.Reservations).IfLost.NamedByCaller);
    }

    [Fact]
    public async Task ModelThatAnsweredUnderAnotherName_IsRecordedWithWhatWasAsked()
    {
        _gateway.Connector.Chat = _ => Task.FromResult<IReadOnlyList<ChatResult>>([FakeAnswers.Chat("fine")[0] with { Model = "chat-2026-01-01" }]);
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal(("chat-2026-01-01", "chat"), (record.Model, record.AskedModel));
    }

    [Fact]
    public async Task PartsThatWereCompleted_AreCountedThoughTheCallFailed()
    {
        _gateway.Settings["FanOut:MaxParallel"] = "1";
        _gateway.Connector.Chat = call => call.Number < 3 ? Task.FromResult(FakeAnswers.Chat("fine")) : throw FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400);
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("first/chat", "a", "b", "c")));

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal(UsageOutcome.Failed, record.Outcome);
        Assert.Equal(FakeAnswers.Usage + FakeAnswers.Usage, record.Usage);
        Assert.Equal(0.000_014m, record.CostUsd);
    }

    [Fact]
    public async Task FailedStream_IsOneRecord()
    {
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "a");
        await Assert.ThrowsAsync<InferenceException>(async () => await _gateway.Client.StreamAsync(Requests.Streamed("both", "hi")).ToListAsync());
        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Failed, InferenceErrorCode.StreamCut, "first"), (record.Outcome, record.Error, record.Provider));
    }

    [Fact]
    public async Task AbandonedStream_IsOneRecord()
    {
        await foreach (var _ in _gateway.Client.StreamAsync(Requests.Streamed("both", "hi")))
        {
            break;
        }

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Abandoned, (InferenceErrorCode?)null, "first"), (record.Outcome, record.Error, record.Provider));
    }

    [Fact]
    public async Task CancelledCall_IsOneRecord()
    {
        using var cancellation = new CancellationTokenSource();
        _gateway.Connector.Chat = async call =>
        {
            await cancellation.CancelAsync();
            call.CancellationToken.ThrowIfCancellationRequested();
            return [];
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "hi"), cancellation.Token));
        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Abandoned, (InferenceErrorCode?)null), (record.Outcome, record.Error));
    }

    [Fact]
    public async Task RefusedRequests_HaveNoRecord()
    {
        await RefusedAsync(Requests.Chat("nobody/chat", "hi"));
        await RefusedAsync(Requests.Chat("first/embed", "hi"));
        _gateway.Caller.Grant(new KeyGrant { Operations = new HashSet<string>() });
        await RefusedAsync(Requests.Chat("first/chat", "hi"));
        Assert.Empty(_gateway.Ledger.Records);
    }

    [Fact]
    public async Task CompletedCallThatCannotBeRecorded_Fails()
    {
        _gateway.Ledger.Failure = new InferenceException(InferenceErrorCode.Unavailable, "the ledger is away");
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi")));
        Assert.Equal(InferenceErrorCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task FailedCallThatCannotBeRecorded_KeepsItsError()
    {
        _gateway.Ledger.Failure = new IOException();
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400);
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "a");

        Assert.Equal(InferenceErrorCode.ProviderRefused, (await RefusedAsync(Requests.Chat("first/chat", "hi"))).Code);
        var cut = await Assert.ThrowsAsync<InferenceException>(async () => await _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")).ToListAsync());
        Assert.Equal(InferenceErrorCode.StreamCut, cut.Code);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Task<InferenceException> RefusedAsync(InferenceRequest request) =>
        Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request));
}
