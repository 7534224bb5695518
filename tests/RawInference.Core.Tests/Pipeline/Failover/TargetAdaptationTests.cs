using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Failover;

/// <summary>What one target is asked and warned about, and another is not.</summary>
public sealed class TargetAdaptationTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new(new FakeConnector
    {
        Models =
        [
            FakeModels.Chat("first") with { Unsupported = ["temperature", "seed"] },
            FakeModels.Chat("second") with { Price = null },
        ],
    });

    private readonly ChatRequest _request = Requests.Chat("both", "hi") with { Parameters = new ChatParameters { Temperature = 0.5, TopP = 0.9 } };

    [Fact]
    public async Task ParameterThatTheTargetCannotTake_IsLeftOutWithAWarning()
    {
        var response = await _gateway.Client.SendAsync(_request);

        var asked = Assert.Single(_gateway.Connector.Calls).Settings.Chat;
        Assert.Equal((null, 0.9), (asked.Temperature, asked.TopP));
        var warning = Assert.Single(response.Warnings);
        Assert.Equal((WarningCodes.ParameterDropped, "parameters.temperature"), (warning.Code, warning.Path));
    }

    [Fact]
    public async Task ParameterDroppedForOneTarget_ReachesTheNextWithoutAWarning()
    {
        _gateway.Connector.Chat = call => call.Provider == "first"
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Chat("ok"));

        var response = await _gateway.Client.SendAsync(_request);

        Assert.Equal([null, 0.5], _gateway.Connector.Calls.Select(call => call.Settings.Chat.Temperature));
        Assert.Empty(response.Warnings);
    }

    [Fact]
    public async Task WarningOfATargetThatFailed_ConcernsNobody()
    {
        _gateway.Connector.Chat = call =>
        {
            call.Settings.OnWarning!(new InferenceWarning(WarningCodes.ProviderNotice, null, $"from {call.Provider}"));
            return call.Provider == "first" ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500) : Task.FromResult(FakeAnswers.Chat("ok"));
        };

        var response = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        Assert.Equal("from second", Assert.Single(response.Warnings).Message);
    }

    [Fact]
    public async Task WarningsBeforeAndAfterTheFirstDelta_AreBothGiven()
    {
        _gateway.Connector.ChatStream = WarnAsync;
        var updates = await _gateway.Client.StreamAsync(Requests.Streamed("second/chat", "hi")).ToListAsync();
        Assert.Equal(["early", "late"], ((ChatResponse)updates[^1]).Warnings.Select(warning => warning.Message));

        static async IAsyncEnumerable<ChatChunk> WarnAsync(FakeCall call)
        {
            await Task.Yield();
            call.Settings.OnWarning!(new InferenceWarning(WarningCodes.ProviderNotice, null, "early"));
            yield return FakeAnswers.Text("a");
            call.Settings.OnWarning!(new InferenceWarning(WarningCodes.ProviderNotice, null, "late"));
            yield return FakeAnswers.End;
        }
    }

    [Fact]
    public async Task UnknownPrice_IsNoCost()
    {
        Assert.Equal(0.000_007m, (await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"))).CostUsd);
        Assert.Null((await _gateway.Client.SendAsync(Requests.Chat("second/chat", "hi"))).CostUsd);
        Assert.Null((await _gateway.Client.SendAsync(Requests.Chat("first/unheard-of", "hi"))).CostUsd);
    }

    [Fact]
    public async Task EmulatedProvider_SaysSo()
    {
        _gateway.Settings["Providers:first:Emulated"] = "true";
        var response = await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));
        Assert.Equal(WarningCodes.EmulatedProvider, Assert.Single(response.Warnings).Code);
        Assert.Empty((await _gateway.Client.SendAsync(Requests.Chat("second/chat", "hi"))).Warnings);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
