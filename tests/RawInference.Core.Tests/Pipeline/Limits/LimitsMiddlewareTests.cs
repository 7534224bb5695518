using RawInference.Chat;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Tests.Pipeline.Telemetry;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Limits;

public sealed class LimitsMiddlewareTests : IAsyncDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(12.5);

    private readonly FakeConnector _connector = new()
    {
        Models = [FakeModels.Chat("first"), FakeModels.Chat("first", "unpriced") with { Price = null }, FakeModels.Chat("second")],
    };

    private readonly TestGateway _gateway;

    public LimitsMiddlewareTests() => _gateway = new TestGateway(_connector);

    public static TheoryData<LimitSet, string, InferenceErrorCode, TimeSpan?, TimeSpan?, string> Full => new()
    {
        { new LimitSet { RequestsPerMinute = 10 }, "key-requests", InferenceErrorCode.LimitExceeded, Wait, Wait, "of 10 requests in 60 s" },
        { new LimitSet { TokensPerMinute = 5_000 }, "key-tokens", InferenceErrorCode.LimitExceeded, Wait, Wait, "of 5000 tokens in 60 s has 3 left, and this call may use 1028" },
        { new LimitSet { Concurrency = 4 }, "key-concurrency", InferenceErrorCode.LimitExceeded, null, TimeSpan.FromSeconds(1), "of 4 calls at the same time" },
        { new LimitSet { BudgetPerDayUsd = 0.5m }, "key-budget-day", InferenceErrorCode.BudgetExceeded, Wait, Wait, "of 0.5 US dollars has 0.000000003 left, and this call may cost 0.002052; it resets at 2026-02-01T00:00Z" },
        { new LimitSet { BudgetPerDayUsd = 0.5m }, "key-budget-day", InferenceErrorCode.BudgetExceeded, null, TimeSpan.FromHours(2), "of 0.5 US dollars" },
        { new LimitSet { BudgetPerMonthUsd = 5 }, "key-budget-month", InferenceErrorCode.BudgetExceeded, null, TimeSpan.FromHours(2), "of 5 US dollars has 0.000000003 left, and this call may cost 0.002052; it resets at 2026-02-01T00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Full))]
    public async Task FullLimit_IsARefusalThatNamesItAndTheWait(
        LimitSet limits, string name, InferenceErrorCode code, TimeSpan? told, TimeSpan? expected, string says)
    {
        _gateway.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 31, 22, 0, 0, TimeSpan.Zero));
        _gateway.Limit(LimitScope.Key, limits);
        _gateway.Fill((name, told));

        var refusal = await RefusedAsync(Requests.Chat("both", "hi"));
        Assert.Equal((code, expected), (refusal.Code, refusal.RetryAfter));
        Assert.Contains($"'{name}' {says}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("key_test", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(LimitedGateway.States, refusal.Facts.Limits);
        Assert.Empty(_connector.Calls);
    }

    [Fact]
    public async Task RefusedCall_HasNoRecord_ButIsCounted()
    {
        using var telemetry = new TelemetryRecorder();
        _gateway.LimitModel("first/chat", new LimitSet { RequestsPerMinute = 10 });
        _gateway.Fill(("key-requests:first/chat", Wait));
        await RefusedAsync(Requests.Chat("first/chat", "hi"));

        Assert.Empty(_gateway.Ledger.Settlements);
        var counted = Assert.Single(telemetry.Of("rawinference.limits.refusals"));
        Assert.Equal([("rawinference.limit.kind", "requests"), ("rawinference.limit.scope", "key")], counted.Tags.Select(tag => (tag.Key, (string)tag.Value!)).Order());
    }

    [Fact]
    public async Task AdmittedCall_TellsWhereItsLimitsStand()
    {
        _gateway.Ledger.Reserve = request => new(new(request.Id, request.Organization, request.IfLost.At, request.Charges), null, LimitedGateway.States);
        Assert.Equal(LimitedGateway.States, (await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"))).Facts.Limits);
    }

    [Fact]
    public async Task TargetWhoseOwnLimitIsFull_IsLeftOut()
    {
        _gateway.LimitModel("first/chat", new LimitSet { RequestsPerMinute = 10 });
        _gateway.Fill(("key-requests:first/chat", Wait));

        Assert.Equal("second", (await _gateway.Client.SendAsync(Requests.Chat("both", "hi"))).Provider);
        Assert.Equal("second", Assert.Single(_connector.Calls).Provider);
        Assert.Equal([1, 0], _gateway.Ledger.Reservations.Select(request => request.Charges.Count));
        Assert.Equal("second", _gateway.Ledger.Reservations.Last().IfLost.Provider);
    }

    [Theory]
    [InlineData(10, 80)]
    [InlineData(70, 30)]
    public async Task SecondReservation_IsHeldForTheTimeThatIsLeft(int passed, int held)
    {
        _gateway.LimitModel("first/chat", new LimitSet { RequestsPerMinute = 10 });
        _gateway.Fill(("key-requests:first/chat", Wait));
        var fill = _gateway.Ledger.Reserve;
        _gateway.Ledger.Reserve = request =>
        {
            _gateway.Clock.Advance(TimeSpan.FromSeconds(request.Charges.Count * passed));
            return fill(request);
        };

        var request = Requests.Chat("both", "hi") with { Call = new CallOptions { Timeout = TimeSpan.FromSeconds(60) } };
        var failure = await Record.ExceptionAsync(() => _gateway.Client.SendAsync(request));
        Assert.Equal(passed > 60 ? InferenceErrorCode.DeadlineExceeded : null, (failure as InferenceException)?.Code);
        Assert.Equal([90, held], _gateway.Ledger.Reservations.Select(reservation => Math.Floor(reservation.HeldFor.TotalSeconds)));
    }

    [Fact]
    public async Task RefusalByALimitThatWasNotCharged_IsNotAskedAgain()
    {
        var foreign = new LimitDimension(LimitScope.Key, "key_test", "third/chat", LimitKind.Requests, 10);
        _gateway.Ledger.Reserve = _ => _gateway.Ledger.Reservations.Count == 1 ? new(null, new LimitRefusal(foreign, 0, Wait), []) : null;
        Assert.Equal(InferenceErrorCode.LimitExceeded, (await RefusedAsync(Requests.Chat("both", "hi"))).Code);
    }

    [Fact]
    public async Task NoTargetWithRoom_IsTheRefusalOfTheOneThatHasItFirst()
    {
        _gateway.LimitModel("first/chat", new LimitSet { TokensPerMinute = 5_000 });
        _gateway.LimitModel("second/chat", new LimitSet { RequestsPerMinute = 10 });
        _gateway.Fill(("key-tokens:first/chat", Wait), ("key-requests:second/chat", Wait * 2));

        var refusal = await RefusedAsync(Requests.Chat("both", "hi"));
        Assert.Contains("'key-tokens:first/chat'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Wait, refusal.RetryAfter);
    }

    [Theory]
    [InlineData("both")]
    [InlineData(null)]
    public async Task FullLimitOfAllTargets_IsAskedOnce(string? alias)
    {
        _gateway.Limit(LimitScope.Key, alias is null
            ? new LimitSet { RequestsPerMinute = 10 }
            : new LimitSet { Models = new Dictionary<string, LimitSet> { [alias] = new LimitSet { RequestsPerMinute = 10 } } });
        _gateway.Fill(("key-requests", Wait), ("key-requests:both", Wait));
        await RefusedAsync(Requests.Chat("both", "hi"));
        Assert.Single(_gateway.Ledger.Reservations);
    }

    [Theory]
    [InlineData(100, "hi", "parameters.max_tokens", "allows 200 tokens")]
    [InlineData(3, "hi", "inputs", "are about 4 tokens")]
    public async Task MoreThanTheWholeLimit_NamesTheField(long limit, string prompt, string path, string says)
    {
        _gateway.Limit(LimitScope.Namespace, new LimitSet { TokensPerMinute = limit });
        var refusal = await RefusedAsync(Bounded("both", 200, prompt));

        Assert.Equal(InferenceErrorCode.InvalidRequest, refusal.Code);
        Assert.Equal(path, Assert.Single(refusal.Problems).Path);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'namespace-tokens' is {limit} in 60 s", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_gateway.Ledger.Reservations);
    }

    [Fact]
    public async Task AssumedCompletion_IsNoMoreThanTheWholeLimit()
    {
        _gateway.Limit(LimitScope.Namespace, new LimitSet { TokensPerMinute = 100 });
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        Assert.Equal(100, _gateway.Reserved()["namespace-tokens"]);
    }

    [Fact]
    public async Task MoreThanTheWholeBudget_IsRefusedWithTheEstimate()
    {
        using var telemetry = new TelemetryRecorder();
        _gateway.Limit(LimitScope.Organization, new LimitSet { BudgetPerMonthUsd = 0.002m });
        var refusal = await RefusedAsync(Requests.Chat("both", "hi"));

        Assert.Equal((InferenceErrorCode.BudgetExceeded, (TimeSpan?)null), (refusal.Code, refusal.RetryAfter));
        Assert.Contains("may cost 0.002052 US dollars, more than the whole of 'organization-budget-month', which is 0.002", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("budget-month", Assert.Single(telemetry.Of("rawinference.limits.refusals")).Tags["rawinference.limit.kind"]);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 0)]
    public async Task LimitOfNothing_ForbidsTheCall(int? requests, int? concurrency)
    {
        _gateway.Limit(LimitScope.Key, new LimitSet { RequestsPerMinute = requests, Concurrency = concurrency });
        Assert.Equal(InferenceErrorCode.Forbidden, (await RefusedAsync(Requests.Chat("both", "hi"))).Code);
    }

    [Fact]
    public async Task TargetThatCanNeverFitItsOwnLimit_IsLeftOut()
    {
        _gateway.LimitModel("first/chat", new LimitSet { TokensPerMinute = 100 });
        Assert.Equal("second", (await _gateway.Client.SendAsync(Bounded("both", 200, "hi"))).Provider);
        Assert.Empty(_gateway.Reserved());
    }

    [Fact]
    public async Task UnknownPriceUnderABudget_IsRefused()
    {
        _gateway.Limit(LimitScope.Key, new LimitSet { BudgetPerDayUsd = 1 });
        var refusal = await RefusedAsync(Requests.Chat("first/unpriced", "hi"));

        Assert.Equal(InferenceErrorCode.BudgetExceeded, refusal.Code);
        Assert.Contains("'key-budget-day' need a price, and that of first/unpriced is unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownPrice_LeavesTheTargetOutWhereAnotherHasOne()
    {
        _gateway.Settings["Models:mixed:Targets:0"] = "first/unpriced";
        _gateway.Settings["Models:mixed:Targets:1"] = "second/chat";
        _gateway.Limit(LimitScope.Key, new LimitSet { BudgetPerDayUsd = 1 });
        Assert.Equal("second", (await _gateway.Client.SendAsync(Requests.Chat("mixed", "hi"))).Provider);
    }

    [Fact]
    public async Task UnknownPriceThatIsAllowed_CountsAsFree()
    {
        _gateway.Settings["Limits:UnknownPrice"] = "Allow";
        _gateway.Limit(LimitScope.Key, new LimitSet { BudgetPerDayUsd = 1 });
        Assert.Null((await _gateway.Client.SendAsync(Requests.Chat("first/unpriced", "hi"))).CostUsd);
        Assert.Equal((0, 0), (_gateway.Reserved()["key-budget-day"], _gateway.Settled()["key-budget-day"]));
    }

    [Fact]
    public async Task UnknownPriceWithoutABudget_MattersToNobody()
    {
        _gateway.Limit(LimitScope.Key, new LimitSet { RequestsPerMinute = 1 });
        _gateway.LimitModel("second/chat", new LimitSet { BudgetPerDayUsd = 1 });
        Assert.Null((await _gateway.Client.SendAsync(Requests.Chat("first/unpriced", "hi"))).CostUsd);
    }

    [Fact]
    public async Task LedgerThatIsAway_FailsTheCallBeforeAnybodyIsAsked()
    {
        _gateway.Ledger.Reserve = _ => throw new InferenceException(InferenceErrorCode.Unavailable, "the ledger is away");
        Assert.Equal(InferenceErrorCode.Unavailable, (await RefusedAsync(Requests.Chat("both", "hi"))).Code);
        Assert.Empty(_connector.Calls);
        Assert.Empty(_gateway.Ledger.Settlements);
    }

    [Fact]
    public async Task CallerWhoLeavesWhileItReserves_HoldsNothing()
    {
        using var cancellation = new CancellationTokenSource();
        _gateway.Limit(LimitScope.Key, new LimitSet { Concurrency = 1 });
        _gateway.Ledger.Reserve = _ =>
        {
            cancellation.Cancel();
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "hi"), cancellation.Token));
        Assert.NotNull(Assert.Single(_gateway.Ledger.Settlements).Lease);
        Assert.Empty(_connector.Calls);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static ChatRequest Bounded(string selector, int maxTokens, string prompt) =>
        Requests.Chat(selector, prompt) with { Parameters = new ChatParameters { MaxTokens = maxTokens } };

    private Task<InferenceException> RefusedAsync(InferenceRequest request) =>
        Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request));
}
