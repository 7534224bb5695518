using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Testing;

namespace RawInference.Core.Tests.Chat;

public sealed class ChatHandlerTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();
    private readonly ChatRequest _request = Requests.Chat("first/chat", "hi");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TextThatMeetsASchema_IsParsed(bool stream)
    {
        var response = await AnswerWithSchemaAsync("""{"city": "Oslo"}""", stream);
        Assert.Equal("Oslo", Assert.Single(response.Outputs).Object!.Value.GetProperty("city").GetString());
        Assert.Empty(response.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TextThatIsNoJson_IsAWarning(bool stream)
    {
        var response = await AnswerWithSchemaAsync("""{"city": "Os""", stream);
        Assert.Null(Assert.Single(response.Outputs).Object);
        Assert.Equal(WarningCodes.SchemaNotMet, Assert.Single(response.Warnings).Code);
    }

    [Fact]
    public async Task JsonWithoutASchema_StaysText()
    {
        _gateway.Connector.Chat = _ => Task.FromResult(FakeAnswers.Chat("{}"));
        Assert.Null((await _gateway.Client.SendAsync(_request)).Outputs[0].Object);
    }

    [Fact]
    public async Task AnswerWithoutACompletion_IsInvalid()
    {
        _gateway.Connector.Chat = _ => Task.FromResult<IReadOnlyList<ChatResult>>([]);
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(_request));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, failure.Code);
    }

    [Fact]
    public async Task StreamWithoutAFinishReason_IsCut()
    {
        _gateway.Connector.ChatStream = _ => FakeAnswers.Stream(FakeAnswers.Text("half an ans"), FakeAnswers.Facts);
        var failure = await Assert.ThrowsAsync<InferenceException>(() => StreamAsync(_request));
        Assert.Equal(InferenceErrorCode.StreamCut, failure.Code);
    }

    [Fact]
    public async Task ToolCallInFragments_IsJoined()
    {
        _gateway.Connector.ChatStream = _ => FakeAnswers.Stream(
            Call(new ToolCallDelta(0, "call_1", "weather", null)),
            Call(new ToolCallDelta(1, "call_2", "time", "")),
            Call(new ToolCallDelta(0, null, null, "{\"city\":")),
            Call(new ToolCallDelta(1, null, null, "{}")),
            Call(new ToolCallDelta(0, null, null, " \"Oslo\"}")),
            new ChatChunk { Delta = new ChatDelta { FinishReason = FinishReason.ToolCalls } });

        var response = await StreamAsync(_request);

        Assert.Equal(
            [new ToolCall("call_1", "weather", "{\"city\": \"Oslo\"}"), new ToolCall("call_2", "time", "{}")],
            response.Outputs[0].ToolCalls);
        Assert.Equal("tool_calls", response.Outputs[0].FinishReason);
    }

    [Fact]
    public async Task EveryChoice_IsAnOutputOfItsIndex()
    {
        _gateway.Connector.Chat = _ => Task.FromResult<IReadOnlyList<ChatResult>>(
            [.. Enumerable.Range(0, 2).Select(index => new ChatResult
            {
                Output = new ChatOutput { Text = $"{index}", FinishReason = FinishReason.Stop, Index = index },
                Usage = FakeAnswers.Usage,
                Raw = Requests.Json("{}"),
            })]);
        var response = await _gateway.Client.SendAsync(_request);
        Assert.Equal([(0, "0"), (1, "1")], response.Outputs.Select(output => (output.Index, output.Text)));
        Assert.Equal(FakeAnswers.Usage, response.Usage);
        Assert.Single(response.Raw);
    }

    [Fact]
    public async Task Settings_ReachTheService()
    {
        await _gateway.Client.SendAsync(_request with
        {
            Parameters = new ChatParameters { TopP = 0.5 },
            Call = new CallOptions { IncludeRaw = true },
        });
        var settings = _gateway.Connector.Calls.Single().Settings;
        Assert.Equal((0.5, true), (settings.Chat.TopP, settings.IncludeRaw));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static ChatChunk Call(ToolCallDelta call) => new() { Delta = new ChatDelta { ToolCall = call } };

    private async Task<ChatResponse> StreamAsync(ChatRequest request)
    {
        var updates = await _gateway.Client.StreamAsync(request with { Call = new CallOptions { Stream = true } }).ToListAsync();
        return (ChatResponse)updates[^1];
    }

    private Task<ChatResponse> AnswerWithSchemaAsync(string text, bool stream)
    {
        _gateway.Connector.Chat = _ => Task.FromResult(FakeAnswers.Chat(text));
        _gateway.Connector.ChatStream = _ => FakeAnswers.Stream(text[..5], text[5..]);
        var request = _request with { Parameters = new ChatParameters { Schema = Requests.Json("""{"type": "object"}""") } };
        return stream ? StreamAsync(request) : _gateway.Client.SendAsync(request);
    }
}
