using System.Text;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesStreamFailureTests
{
    private const string Text = """
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}


        """;

    [Theory]
    [InlineData("", InferenceErrorCode.StreamCut)]
    [InlineData(Text, InferenceErrorCode.StreamCut)]
    [InlineData("data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n", InferenceErrorCode.StreamCut)]
    [InlineData("data: {\"type\":\"message_stop\"}\n\n", InferenceErrorCode.StreamCut)]
    [InlineData("data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData(Text + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\"}}\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("data: {\"type\":\"content_block_start\",\"index\":0}\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("data: {\"index\":0}\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("data: {\"type\":\"message_st\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("data: 7\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n", InferenceErrorCode.ProviderFailed)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n", InferenceErrorCode.ProviderFailed)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}\n\n", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"timeout_error\",\"message\":\"x\"}}\n\n", InferenceErrorCode.ProviderTimeout)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"x\"}}\n\n", InferenceErrorCode.ProviderRefused)]
    public async Task StreamThatIsNotComplete_IsATypedError(string events, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => MessagesProbe.OfEvents(events).StreamAsync());
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task ErrorEvent_ComesAfterTheDeltasBeforeIt_WithTheRequestsId()
    {
        var handler = new CannedHandler(
            Text + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n", mediaType: "text/event-stream")
        {
            ResponseHeaders = { ("request-id", "req_1") },
        };
        var texts = new List<string?>();
        var error = await Assert.ThrowsAsync<InferenceException>(async () =>
        {
            await foreach (var content in new MessagesProbe(handler).Service().GetStreamingChatMessageContentsAsync(ChatHistoryMapping.ToHistory([MessagesProbe.User("Hi")])))
            {
                texts.Add(content.Content);
            }
        });

        Assert.Equal(["a"], texts);
        Assert.Equal(("req_1", 200, "overloaded_error", "acme says: Overloaded"), (error.ProviderRequestId, error.ProviderStatus, error.ProviderCode, error.Message));
    }

    [Fact]
    public async Task WholeAnswerInsteadOfAStream_IsAnError()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => MessagesProbe.OfAnswer(MessagesProbe.Hello).StreamAsync());
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task CharactersSplitOverReads_AreWhole()
    {
        var events = Text.Replace("\"a\"", "\"Grüße, 世界 😀\"", StringComparison.Ordinal)
            + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n";
        var chunks = await new MessagesProbe(new PiecesHandler(Encoding.UTF8.GetBytes(events))).StreamAsync();
        Assert.Equal("Grüße, 世界 😀", string.Concat(chunks.Select(chunk => chunk.Delta?.Text)));
    }

    [Fact]
    public async Task Cancellation_StaysACancellation()
    {
        using var cancellation = new CancellationTokenSource();
        var pieces = MessagesProbe.OfEvents(Text).Service()
            .GetStreamingChatMessageContentsAsync(ChatHistoryMapping.ToHistory([MessagesProbe.User("Hi")]), cancellationToken: cancellation.Token)
            .GetAsyncEnumerator();
        Assert.True(await pieces.MoveNextAsync());
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pieces.MoveNextAsync());
        await pieces.DisposeAsync();
    }
}
