using RawInference.Chat;
using RawInference.Core.Tests.Pipeline.Telemetry;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Limits;

/// <summary>The prompt "hi" is estimated as 4 tokens; tokens cost 1 and 2 dollars a million.</summary>
public sealed class CostCeilingTests : IAsyncDisposable
{
    private readonly FakeConnector _connector = new()
    {
        Models =
        [
            FakeModels.Chat("first") with { MaxOutputTokens = 10_000 },
            FakeModels.Chat("first", "unpriced") with { Price = null },
            FakeModels.Chat("first", "unbounded") with { Unsupported = ["max_tokens"], MaxOutputTokens = 10_000 },
            FakeModels.Chat("first", "endless"),
            FakeModels.Chat("second") with { MaxOutputTokens = 100 },
            FakeModels.Speak("first") with { Price = FakeModels.Price with { Output = null, Characters = 1_000 } },
        ],
    };

    private readonly TestGateway _gateway;

    public CostCeilingTests()
    {
        _gateway = new TestGateway(_connector);
        _gateway.Settings["Models:mixed:Targets:0"] = "first/unpriced";
        _gateway.Settings["Models:mixed:Targets:1"] = "second/chat";
    }

    [Fact]
    public async Task CallThatCostsLess_IsLeftAlone()
    {
        var response = await _gateway.Client.SendAsync(AtMost(0.020_004m, Requests.Chat("first/chat", "hi")));
        Assert.Empty(response.Warnings);
        Assert.Null(Assert.Single(_connector.Calls).Settings.Chat.MaxTokens);
    }

    [Fact]
    public async Task DearTarget_IsLeftOutWhereAnotherIsCheapEnough()
    {
        var response = await _gateway.Client.SendAsync(AtMost(0.001m, Requests.Chat("both", "hi")));
        Assert.Equal("second", response.Provider);
        Assert.Empty(response.Warnings);
    }

    [Theory]
    [InlineData(null, 498)]
    [InlineData(5_000, 498)]
    public async Task CompletionThatIsTooDear_IsBoundedWithAWarning(int? maxTokens, int clamped)
    {
        using var telemetry = new TelemetryRecorder();
        var request = Requests.Chat("first/chat", "hi") with { Parameters = new ChatParameters { MaxTokens = maxTokens } };
        var response = await _gateway.Client.SendAsync(AtMost(0.001m, request));

        var warning = Assert.Single(response.Warnings);
        Assert.Equal(("parameter_clamped", "parameters.max_tokens"), (warning.Code, warning.Path));
        Assert.Contains($"is bounded to {clamped},", warning.Message, StringComparison.Ordinal);
        Assert.Equal(clamped, Assert.Single(_connector.Calls).Settings.Chat.MaxTokens);
        Assert.Single(telemetry.Of("rawinference.limits.clamps"));
        Assert.Equal(4 + clamped, Assert.Single(_gateway.Ledger.Reservations).IfLost.Usage!.Total);
    }

    [Fact]
    public async Task ModelWhoseLongestCompletionIsUnknown_IsBoundedWhereALongOneIsTooDear()
    {
        await _gateway.Client.SendAsync(AtMost(0.1m, Requests.Chat("first/endless", "hi")));
        await _gateway.Client.SendAsync(AtMost(0.27m, Requests.Chat("first/endless", "hi")));
        Assert.Equal([49_998, null], _connector.Calls.Select(call => call.Settings.Chat.MaxTokens));
    }

    [Fact]
    public async Task BoundedCompletion_CountsForEveryPromptAndChoice()
    {
        var request = Requests.Chat("first/chat", "hi", "ho") with { Parameters = new ChatParameters { Count = 5 } };
        await _gateway.Client.SendAsync(AtMost(0.001m, request));

        // 1,000 millionths less 8 of the prompts, among ten completions at 2 a token.
        Assert.All(_connector.Calls, call => Assert.Equal(49, call.Settings.Chat.MaxTokens));
    }

    [Fact]
    public async Task BoundedCompletionUnderStrict_IsRefused()
    {
        var request = AtMost(0.001m, Requests.Chat("first/chat", "hi"));
        var refusal = await RefusedAsync(request with { Call = request.Call with { Strict = true } });
        Assert.Equal((InferenceErrorCode.InvalidRequest, "parameters.max_tokens"), (refusal.Code, Assert.Single(refusal.Problems).Path));
        Assert.Empty(_connector.Calls);
    }

    [Theory]
    [InlineData("first/chat", 0.000_03, "0.020004")]
    [InlineData("first/unbounded", 0.001, "0.020004")]
    [InlineData("both", 0.000_03, "0.000204")]
    public async Task CallThatIsTooDearHoweverShort_IsRefusedWithTheEstimate(string selector, decimal most, string estimate)
    {
        using var telemetry = new TelemetryRecorder();
        var refusal = await RefusedAsync(AtMost(most, Requests.Chat(selector, "hi")));

        Assert.Equal(InferenceErrorCode.BudgetExceeded, refusal.Code);
        Assert.Contains($"may cost {estimate} US dollars", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("call", Assert.Single(telemetry.Of("rawinference.limits.refusals")).Tags["rawinference.limit.scope"]);
        Assert.Empty(_gateway.Ledger.Reservations);
    }

    [Fact]
    public async Task ReasoningThatWasAskedFor_IsNotCutShort()
    {
        var request = Requests.Chat("first/chat", "hi") with { Parameters = new ChatParameters { Reasoning = new ReasoningOptions(null, 300, null) } };
        Assert.Equal(InferenceErrorCode.BudgetExceeded, (await RefusedAsync(AtMost(0.000_5m, request))).Code);
        await _gateway.Client.SendAsync(AtMost(0.001m, request));
        Assert.Equal(498, Assert.Single(_connector.Calls).Settings.Chat.MaxTokens);
    }

    [Fact]
    public async Task WhatHasNoCompletion_IsRefusedOrNot()
    {
        await _gateway.Client.SendAsync(AtMost(0.002_001m, Requests.Speech("first/speak", "hi")));
        Assert.Equal(InferenceErrorCode.BudgetExceeded, (await RefusedAsync(AtMost(0.002m, Requests.Speech("first/speak", "hi")))).Code);
    }

    [Fact]
    public async Task UnknownPrice_IsRefused()
    {
        var refusal = await RefusedAsync(AtMost(1, Requests.Chat("first/unpriced", "hi")));
        Assert.Equal(InferenceErrorCode.BudgetExceeded, refusal.Code);
        Assert.Contains("'max_cost_usd' need a price, and that of first/unpriced is unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownPrice_LeavesTheTargetOutWhereAnotherHasOne() =>
        Assert.Equal("second", (await _gateway.Client.SendAsync(AtMost(1, Requests.Chat("mixed", "hi")))).Provider);

    [Fact]
    public async Task UnknownPriceThatIsAllowed_IsAWarning()
    {
        _gateway.Settings["Limits:UnknownPrice"] = "Allow";
        var response = await _gateway.Client.SendAsync(AtMost(1, Requests.Chat("mixed", "hi")));
        Assert.Equal(("first", "price_unknown", "max_cost_usd"), (response.Provider, Assert.Single(response.Warnings).Code, response.Warnings[0].Path));
    }

    [Fact]
    public async Task UnknownPriceThatIsAllowed_IsRefusedUnderStrict()
    {
        _gateway.Settings["Limits:UnknownPrice"] = "Allow";
        var request = AtMost(1, Requests.Chat("first/unpriced", "hi"));
        Assert.Equal(InferenceErrorCode.BudgetExceeded, (await RefusedAsync(request with { Call = request.Call with { Strict = true } })).Code);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static InferenceRequest AtMost(decimal usd, InferenceRequest request) => request with { Call = request.Call with { MaxCostUsd = usd } };

    private Task<InferenceException> RefusedAsync(InferenceRequest request) =>
        Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request));
}
