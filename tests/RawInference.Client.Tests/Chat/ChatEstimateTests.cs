using RawInference.Chat;

namespace RawInference.Client.Tests.Chat;

public class ChatEstimateTests
{
    private const string Hello = """{"prompts":["Hello there, how are you?"]}""";

    [Fact]
    public void Completion_IsTheCallersBoundForEachOfEveryPrompt() =>
        Assert.Equal(2 * 3 * 500, Given.Chat("""{"prompts":["a","b"]}""", """{"max_tokens":500,"n":3}""").EstimateUsage(1_024).Completion);

    [Theory]
    [InlineData(null, 0)]
    [InlineData(1_024L, 1_024)]
    public void CompletionWithoutABound_IsWhatTheGatewayAssumes(long? assumed, long expected) =>
        Assert.Equal(expected, Given.Chat(Hello).EstimateUsage(assumed).Completion);

    [Theory]
    [InlineData("""{"tools":[{"type":"function","function":{"name":"find","description":"{long}"}}]}""")]
    [InlineData("""{"tools":[{"type":"function","function":{"name":"find","parameters":{"type":"object","description":"{long}"}}}]}""")]
    [InlineData("""{"schema":{"type":"object","description":"{long}"}}""")]
    public void ToolsAndSchema_CountWithEveryPrompt(string parameters)
    {
        var text = parameters.Replace("{long}", new string('x', 4_000), StringComparison.Ordinal);
        var plain = Given.Chat("""{"prompts":["a","b"]}""").EstimatePromptTokens();

        Assert.InRange(Given.Chat("""{"prompts":["a","b"]}""", text).EstimateUsage(null).Prompt - plain, 2_000, 2_100);
    }

    [Fact]
    public void ToolCallsOfAnEarlierTurn_Count()
    {
        var arguments = new string('7', 4_000);
        var request = Given.Chat($$"""
            {"messages":[
              {"role":"user","content":"?"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{{arguments}}"} }]},
              {"role":"tool","tool_call_id":"1","content":"done"}]}
            """);

        Assert.InRange(request.EstimatePromptTokens(), 1_000, 1_020);
    }

    [Fact]
    public void OtherScripts_HaveMoreTokensALetter() =>
        Assert.InRange(Given.Chat($$"""{"prompts":["{{new string('語', 1_000)}}"]}""").EstimatePromptTokens(), 700, 1_000);

    [Fact]
    public void Media_AreClassesOfTheirOwn()
    {
        var usage = Given.Chat("""{"prompts":["?"],"image_url":"https://a.example/a.png","audio_url":"https://a.example/a.mp3"}""").EstimateUsage(null);

        Assert.True(usage.ImagePrompt >= 1_000);
        Assert.True(usage.AudioPrompt > usage.ImagePrompt);
        Assert.True(usage.Prompt > usage.ImagePrompt + usage.AudioPrompt);
    }

    [Theory]
    [InlineData("1h", true)]
    [InlineData("5m", false)]
    public void PromptKeptForAnHour_IsEstimatedAsWritten(string timeToLive, bool isLong)
    {
        var usage = Given.Chat($$"""{"messages":[{"role":"user","content":[{"type":"text","text":"Hello there","cache_control":{"type":"ephemeral","ttl":"{{timeToLive}}"} }]}]}""")
            .EstimateUsage(null);

        Assert.Equal(isLong ? usage.Prompt : null, usage.CacheWriteLongPrompt);
        Assert.Equal(usage.CacheWriteLongPrompt, usage.CacheWritePrompt);
    }

    [Theory]
    [InlineData(null, 100, 100)]
    [InlineData("""{"max_tokens":500}""", 100, 100)]
    [InlineData("""{"max_tokens":50}""", 100, 50)]
    public void ClampedCompletion_IsNeverLonger(string? parameters, long tokens, int expected) =>
        Assert.Equal(expected, ((ChatRequest)Given.Chat(Hello, parameters).ClampCompletion(tokens)!).Parameters.MaxTokens);

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public void CompletionWithoutRoomForItsReasoning_CannotBeClamped(long tokens, bool can) =>
        Assert.Equal(can, Given.Chat(Hello, """{"reasoning":{"max_tokens":1000}}""").ClampCompletion(tokens) is not null);

    [Fact]
    public void Delta_IsTheTokensOfAllItsText()
    {
        Assert.Equal(0, new ChatDelta { FinishReason = "stop" }.EstimateTokens());
        Assert.Equal(1, new ChatDelta { Text = "The" }.EstimateTokens());
        Assert.Equal(
            2 + 1 + 1 + 1 + 3,
            new ChatDelta { Text = " world", Reasoning = "hm", Refusal = "no", ToolCall = new ToolCallDelta(0, "1", "find", """{"a":12345}""") }.EstimateTokens());
    }
}
