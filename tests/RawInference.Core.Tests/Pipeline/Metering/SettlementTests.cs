using Microsoft.Extensions.Logging.Abstractions;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Tests.Pipeline.Limits;
using RawInference.Core.Tests.Pipeline.Telemetry;
using RawInference.Core.Usage;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Pipeline.Metering;

/// <summary>What is charged in the end. An answer uses 3 and 2 tokens, at 1 and 2 dollars a million.</summary>
public sealed class SettlementTests : IAsyncDisposable
{
    private static readonly LimitSet Everything = new() { RequestsPerMinute = 9, TokensPerMinute = 9_000, Concurrency = 9, BudgetPerDayUsd = 9 };

    private readonly FakeConnector _connector = new()
    {
        Models = [FakeModels.Chat("first"), FakeModels.Chat("first", "unpriced") with { Price = null }, FakeModels.Chat("second")],
    };

    private readonly TestGateway _gateway;

    public SettlementTests()
    {
        _gateway = new TestGateway(_connector);
        _gateway.Limit(LimitScope.Key, Everything with
        {
            Models = new Dictionary<string, LimitSet> { ["both"] = Everything, ["first/chat"] = Everything, ["second/chat"] = Everything },
        });
    }

    [Fact]
    public async Task CompletedCall_IsChargedWhatItUsed_AndNothingToModelsThatDidNotAnswer()
    {
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal(
            [
                ("key-requests", 1), ("key-tokens", 5), ("key-concurrency", 0), ("key-budget-day", 7_000),
                ("key-requests:both", 1), ("key-tokens:both", 5), ("key-concurrency:both", 0), ("key-budget-day:both", 7_000),
                ("key-requests:first/chat", 1), ("key-tokens:first/chat", 5), ("key-concurrency:first/chat", 0), ("key-budget-day:first/chat", 7_000),
                ("key-requests:second/chat", 0), ("key-tokens:second/chat", 0), ("key-concurrency:second/chat", 0), ("key-budget-day:second/chat", 0),
            ],
            Charges());
    }

    [Fact]
    public async Task TargetThatFailed_WasARequestOfItsModel()
    {
        _connector.Chat = call => call.Provider == "first"
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Chat("fine"));
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal(
            [("key-requests:first/chat", 1), ("key-tokens:first/chat", 0), ("key-requests:second/chat", 1), ("key-tokens:second/chat", 5)],
            Charges().Where(charge => charge.Name.Split(':') is ["key-requests" or "key-tokens", not "both"]));
    }

    [Fact]
    public async Task FailureBeforeAnyAnswer_IsARequestAndNothingElse()
    {
        _connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500);
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "hi")));

        Assert.Equal([("key-requests", 1), ("key-tokens", 0), ("key-concurrency", 0), ("key-budget-day", 0)], Charges().Take(4));
        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((null, 0, 0), (record.Usage, record.ChargedTokens, record.ChargedNanoUsd));
    }

    [Fact]
    public async Task Settlement_IsOfTheLeaseThatWasReserved()
    {
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        var settlement = Assert.Single(_gateway.Ledger.Settlements);
        var request = Assert.Single(_gateway.Ledger.Reservations);
        Assert.Equal((request.Id, request.Id), (settlement.Lease!.Id, settlement.Record.Id));
        Assert.Equal(request.Charges.Select(charge => charge.Dimension), settlement.Charges.Select(charge => charge.Dimension));
    }

    [Fact]
    public async Task AnswerThatNobodyCounted_IsChargedAsItWasEstimated()
    {
        _connector.Chat = _ => Task.FromResult<IReadOnlyList<ChatResult>>([FakeAnswers.Chat("fine")[0] with { Usage = null }]);
        var response = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal([("key-requests", 1), ("key-tokens", 1_028), ("key-concurrency", 0), ("key-budget-day", 2_052_000)], Charges().Take(4));
        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((null, null, null), (record.Usage, record.UsageSource, record.CostUsd));
        Assert.Equal((1_028, 2_052_000), (record.ChargedTokens, record.ChargedNanoUsd));
        Assert.Null(response.Usage);
    }

    [Fact]
    public async Task AnswerWithoutAPrice_IsCounted()
    {
        using var telemetry = new TelemetryRecorder();
        _gateway.Caller.Caller = _gateway.Caller.Caller with { Limits = [] };
        await _gateway.Client.SendAsync(Requests.Chat("first/unpriced", "hi"));
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.Single(telemetry.Of("rawinference.usage.unpriced"));
        var record = _gateway.Ledger.Records.First();
        Assert.Equal((null, 5, 0), (record.CostUsd, record.ChargedTokens, record.ChargedNanoUsd));
    }

    [Fact]
    public async Task StreamThatIsAbandoned_IsAnEstimateOfWhatWasStreamed()
    {
        _connector.ChatStream = _ => FakeAnswers.Stream("four", "four", "and a rest that nobody reads");
        var seen = 0;
        await foreach (var _ in _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")))
        {
            if (++seen == 2)
            {
                break;
            }
        }

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal(UsageOutcome.Abandoned, record.Outcome);
        Assert.Equal((new TokenUsage { Prompt = 4, Completion = 2 }, UsageSource.Estimated, 0.000_008m), (record.Usage, record.UsageSource, record.CostUsd));
        Assert.Equal((6, 8_000), (record.ChargedTokens, record.ChargedNanoUsd));
        Assert.Equal(("key-tokens", 6), Charges()[1]);
    }

    [Fact]
    public async Task StreamThatBreaksOff_IsAnEstimateToo()
    {
        _connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "four");
        await Assert.ThrowsAsync<InferenceException>(async () => await _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")).ToListAsync());

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((UsageOutcome.Failed, UsageSource.Estimated, 5), (record.Outcome, record.UsageSource, record.ChargedTokens));
    }

    [Fact]
    public async Task StreamWhosePartsWereCompleted_IsNoLessThanTheyUsed()
    {
        _gateway.Settings["FanOut:MaxParallel"] = "1";
        _connector.ChatStream = call => call.Number == 1
            ? FakeAnswers.Stream(FakeAnswers.Text("one"), FakeAnswers.End, new ChatChunk { Usage = new TokenUsage { Prompt = 300, Completion = 200 } })
            : FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "two");
        await Assert.ThrowsAsync<InferenceException>(async () => await _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "a", "b")).ToListAsync());

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((new TokenUsage { Prompt = 300, Completion = 200 }, UsageSource.Estimated), (record.Usage, record.UsageSource));
    }

    [Fact]
    public async Task CachedAnswer_IsARecordOfNothingUsed()
    {
        var ledger = _gateway.Ledger;
        var metering = new MeteringMiddleware(
            ledger, _gateway.Clock, NullLogger<MeteringMiddleware>.Instance);
        var answer = await metering.InvokeAsync(Context(), _ => new(InferenceAnswer.Of(Cached)));
        await answer.ToResponseAsync();

        var settlement = Assert.Single(ledger.Settlements);
        Assert.Null(settlement.Lease);
        Assert.Empty(settlement.Charges);
        Assert.Equal((true, UsageOutcome.Completed, 0, 0), (settlement.Record.Cached, settlement.Record.Outcome, settlement.Record.ChargedTokens, settlement.Record.ChargedNanoUsd));
        Assert.Equal((new TokenUsage { Prompt = 0, Completion = 0 }, 0), (settlement.Record.Usage, settlement.Record.CostUsd));
    }

    [Fact]
    public async Task CachedStreamThatIsAbandoned_IsARecordOfNothingUsed()
    {
        var metering = new MeteringMiddleware(
            _gateway.Ledger, _gateway.Clock, NullLogger<MeteringMiddleware>.Instance);
        var context = Context();
        context.Facts.Cache = CacheState.Hit;
        await (await metering.InvokeAsync(context, _ => new(InferenceAnswer.Of(Cached)))).DisposeAsync();

        var record = Assert.Single(_gateway.Ledger.Records);
        Assert.Equal((true, UsageOutcome.Abandoned, 0m), (record.Cached, record.Outcome, record.CostUsd));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static ChatResponse Cached => new()
    {
        Outputs = [new ChatOutput { Text = "again", FinishReason = FinishReason.Stop }],
        Provider = "first",
        Model = "chat",
        Cached = true,
        Usage = FakeAnswers.Usage,
        UsageSource = UsageSource.Reported,
        CostUsd = 0,
    };

    private InferenceContext Context() =>
        new(Requests.Chat("both", "hi"), _gateway.Caller.Caller, new CallFacts(), _gateway.Clock.GetTimestamp(), CancellationToken.None);

    private IReadOnlyList<(string Name, long Amount)> Charges() =>
        [.. Assert.Single(_gateway.Ledger.Settlements).Charges.Select(charge => (charge.Dimension.Name, charge.Amount))];
}
