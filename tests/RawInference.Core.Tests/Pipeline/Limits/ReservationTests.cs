using RawInference.Chat;
using RawInference.Core.Limits;
using RawInference.Core.Usage;
using RawInference.Media;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Pipeline.Limits;

/// <summary>What a call reserves. The prompt "hi" is estimated as 4 tokens, a completion as 1,024; tokens cost 1 and 2 dollars a million.</summary>
public sealed class ReservationTests : IAsyncDisposable
{
    private static readonly LimitSet Everything = new()
    {
        RequestsPerMinute = 10,
        TokensPerMinute = 10_000,
        Concurrency = 3,
        BudgetPerDayUsd = 5,
        BudgetPerMonthUsd = 50.5m,
    };

    private readonly FakeConnector _connector = new()
    {
        Models =
        [
            FakeModels.Chat("first") with { MaxOutputTokens = 500 },
            FakeModels.Chat("first", "endless"),
            FakeModels.Chat("first", "long") with { MaxOutputTokens = 100_000 },
            FakeModels.Chat("first", "unpriced") with { Price = null },
            FakeModels.Chat("second") with { Price = FakeModels.Price with { Output = 4 } },
            FakeModels.Scribe("first"),
        ],
    };

    private readonly TestGateway _gateway;

    public ReservationTests() => _gateway = new TestGateway(_connector);

    [Fact]
    public async Task CallWithoutLimits_MakesALeaseThatOutlivesTheProcess()
    {
        var response = await _gateway.Client.SendAsync(Requests.Chat("first/endless", "hi"));

        var request = Assert.Single(_gateway.Ledger.Reservations);
        Assert.Equal((response.Id, "org_test"), (request.Id, request.Organization));
        Assert.Empty(request.Charges);
        Assert.Equal(
            new UsageRecord
            {
                Id = response.Id,
                At = _gateway.Clock.GetUtcNow(),
                Organization = "org_test",
                Namespace = "ns_test",
                KeyId = "key_test",
                Operation = "chat",
                Provider = "first",
                Model = "endless",
                Outcome = UsageOutcome.Lost,
                Usage = new TokenUsage { Prompt = 4, Completion = 1_024 },
                UsageSource = UsageSource.Estimated,
                CostUsd = 0.002_052m,
                ChargedTokens = 1_028,
                ChargedNanoUsd = 2_052_000,
            },
            request.IfLost);
        Assert.NotNull(Assert.Single(_gateway.Ledger.Settlements).Lease);
    }

    [Fact]
    public async Task EveryLimitOfEveryParty_IsCharged()
    {
        _gateway.Limit(LimitScope.Organization, Everything);
        _gateway.Limit(LimitScope.Namespace, Everything with { Concurrency = null });
        _gateway.Limit(LimitScope.Key, new LimitSet { RequestsPerMinute = 7 });
        await _gateway.Client.SendAsync(Requests.Chat("first/endless", "hi"));

        var charges = Assert.Single(_gateway.Ledger.Reservations).Charges;
        Assert.Equal(
            [
                ("organization-requests", "org_test", 10, 1),
                ("organization-tokens", "org_test", 10_000, 1_028),
                ("organization-concurrency", "org_test", 3, 1),
                ("organization-budget-day", "org_test", 5_000_000_000, 2_052_000),
                ("organization-budget-month", "org_test", 50_500_000_000, 2_052_000),
                ("namespace-requests", "ns_test", 10, 1),
                ("namespace-tokens", "ns_test", 10_000, 1_028),
                ("namespace-budget-day", "ns_test", 5_000_000_000, 2_052_000),
                ("namespace-budget-month", "ns_test", 50_500_000_000, 2_052_000),
                ("key-requests", "key_test", 7, 1),
            ],
            charges.Select(charge => (charge.Dimension.Name, charge.Dimension.ScopeId, charge.Dimension.Limit, charge.Amount)));
    }

    [Fact]
    public async Task Tokens_AreTheCallersBound_OrAnAssumption_ButNoMoreThanTheModelWrites()
    {
        Assert.Equal(4 + 200, await TokensAsync(Bounded("first/chat", 200)));
        Assert.Equal(4 + 500, await TokensAsync(Requests.Chat("first/chat", "hi")));
        Assert.Equal(4 + 1_024, await TokensAsync(Requests.Chat("first/long", "hi")));
    }

    [Fact]
    public async Task AssumedCompletion_IsASetting()
    {
        _gateway.Settings["Limits:AssumedCompletionTokens"] = "100";
        Assert.Equal(104, await TokensAsync(Requests.Chat("first/long", "hi")));
    }

    [Fact]
    public async Task Money_IsTheMostThatTheModelMayWrite()
    {
        Assert.Equal(4_000 + (2_000 * 100_000), await MoneyAsync(Requests.Chat("first/long", "hi")));
        Assert.Equal(4_000 + (2_000 * 300), await MoneyAsync(Bounded("first/long", 300)));
    }

    [Fact]
    public async Task SeveralTargets_AreChargedAsTheDearest()
    {
        Assert.Equal(1_028, await TokensAsync(Requests.Chat("both", "hi")));
        Assert.Equal(4_000 + (4_000 * 1_024), await MoneyAsync(Requests.Chat("both", "hi")));
    }

    [Fact]
    public async Task LimitsOfAModel_CountForItsAliasOrATarget_AndNoOther()
    {
        var limits = new LimitSet { TokensPerMinute = 5_000, BudgetPerDayUsd = 1 };
        _gateway.Limit(LimitScope.Namespace, new LimitSet
        {
            Models = new Dictionary<string, LimitSet> { ["both"] = limits, ["first/chat"] = limits, ["second/chat"] = limits, ["first/long"] = limits, ["other"] = limits },
        });
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal(
            new Dictionary<string, long>
            {
                ["namespace-tokens:both"] = 1_028,
                ["namespace-budget-day:both"] = 4_100_000,
                ["namespace-tokens:first/chat"] = 504,
                ["namespace-budget-day:first/chat"] = 1_004_000,
                ["namespace-tokens:second/chat"] = 1_028,
                ["namespace-budget-day:second/chat"] = 4_100_000,
            },
            _gateway.Reserved());
    }

    [Theory]
    [InlineData(null, 630)]
    [InlineData(60, 90)]
    public async Task Lease_IsHeldForTheDeadlineAndALittleMore(int? timeout, int seconds)
    {
        var call = new CallOptions { Timeout = timeout is { } given ? TimeSpan.FromSeconds(given) : null };
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi") with { Call = call });
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(_gateway.Ledger.Reservations).HeldFor);
    }

    [Fact]
    public async Task LostCallUnderABudget_IsChargedWhatWasReserved()
    {
        _gateway.Limit(LimitScope.Key, Everything);
        await _gateway.Client.SendAsync(Requests.Chat("first/long", "hi"));

        var lost = Assert.Single(_gateway.Ledger.Reservations).IfLost;
        Assert.Equal((1_028, 200_004_000), (lost.ChargedTokens, lost.ChargedNanoUsd));
        Assert.Equal(0.002_052m, lost.CostUsd);
    }

    [Fact]
    public async Task WaitForTheLedger_IsTheGatewaysOwnTime()
    {
        _gateway.Ledger.Reserve = _ =>
        {
            _gateway.Clock.Advance(TimeSpan.FromMilliseconds(40));
            return null;
        };
        var response = await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));
        Assert.Equal(TimeSpan.FromMilliseconds(40), response.Facts.Overhead);
    }

    [Fact]
    public async Task UnseenRecording_IsNoMoreThanTheWholeLimit()
    {
        _gateway.Limit(LimitScope.Key, new LimitSet { TokensPerMinute = 50 });
        var request = Requests.Transcription("first/scribe");
        await _gateway.Client.SendAsync(request with { Audio = request.Audio with { Bytes = (byte[])[.. Requests.Silence.Span, .. new byte[160_000]] } });
        Assert.Equal(50, _gateway.Reserved()["key-tokens"]);
    }

    [Fact]
    public async Task UndecodedImages_AreNoMoreThanTheWholeLimitEither()
    {
        _gateway.Limit(LimitScope.Key, new LimitSet { TokensPerMinute = 2_000 });
        var image = new MediaContent { Kind = MediaKind.Image, Bytes = FakeAnswers.Png, MediaType = "image/png" };
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi") with
        {
            Conversations = [[new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of(image), ContentPart.Of(image)] }]],
        });
        Assert.Equal(2_000, _gateway.Reserved()["key-tokens"]);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static ChatRequest Bounded(string selector, int maxTokens) =>
        Requests.Chat(selector, "hi") with { Parameters = new ChatParameters { MaxTokens = maxTokens } };

    private Task<long> TokensAsync(InferenceRequest request) => ReservedAsync(request, "key-tokens");

    private Task<long> MoneyAsync(InferenceRequest request) => ReservedAsync(request, "key-budget-day");

    private async Task<long> ReservedAsync(InferenceRequest request, string limit)
    {
        _gateway.Caller.Caller = _gateway.Caller.Caller with { Limits = [] };
        _gateway.Limit(LimitScope.Key, Everything);
        await _gateway.Client.SendAsync(request);
        return _gateway.Ledger.Reservations.Last().Charges.Single(charge => charge.Dimension.Name == limit).Amount;
    }
}
