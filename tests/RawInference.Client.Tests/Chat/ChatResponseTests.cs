using RawInference.Chat;

namespace RawInference.Client.Tests.Chat;

public class ChatResponseTests
{
    [Fact]
    public void Deltas_SayEverythingThatTheResponseSays_EachOutputsEndLast()
    {
        var probabilities = Given.Json("[1]");
        var response = new ChatResponse
        {
            Outputs =
            [
                new ChatOutput { Reasoning = "hm", Text = "Hello", LogProbabilities = probabilities, FinishReason = FinishReason.Stop },
                new ChatOutput
                {
                    ToolCalls = [new ToolCall("1", "f", "{}"), new ToolCall("2", "g", "[]")],
                    Refusal = "no",
                    FinishReason = FinishReason.ToolCalls,
                },
            ],
        };

        Assert.Equal(
            [
                new ChatDelta { Index = 0, Reasoning = "hm" },
                new ChatDelta { Index = 0, Text = "Hello", LogProbabilities = probabilities },
                new ChatDelta { Index = 0, FinishReason = FinishReason.Stop },
                new ChatDelta { Index = 1, Refusal = "no" },
                new ChatDelta { Index = 1, ToolCall = new ToolCallDelta(0, "1", "f", "{}") },
                new ChatDelta { Index = 1, ToolCall = new ToolCallDelta(1, "2", "g", "[]") },
                new ChatDelta { Index = 1, FinishReason = FinishReason.ToolCalls },
            ],
            response.ToDeltas());
    }

    [Theory]
    [InlineData(FinishReason.Stop, true)]
    [InlineData(FinishReason.Length, true)]
    [InlineData(FinishReason.ToolCalls, true)]
    [InlineData(FinishReason.ContentFilter, false)]
    [InlineData("malformed_function_call", false)]
    public void AnswerOfAnyBadEnd_IsNotCacheable(string reason, bool cacheable)
    {
        var response = new ChatResponse
        {
            Outputs = [new ChatOutput { FinishReason = FinishReason.Stop }, new ChatOutput { FinishReason = reason }],
        };

        Assert.Equal(cacheable, response.IsCacheable);
    }

    [Fact]
    public void Refusal_IsNotCacheable() =>
        Assert.False(new ChatResponse { Outputs = [new ChatOutput { Refusal = "no", FinishReason = FinishReason.Stop }] }.IsCacheable);
}
