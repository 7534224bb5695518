using RawInference.Chat;

namespace RawInference.Connectors.Tests.OpenAI;

public class CacheHintTests
{
    private static readonly ChatParameters Parameters = new()
    {
        Tools = [new ToolDefinition("f", null, null, null), new ToolDefinition("g", null, null, null) { CacheControl = new CacheHint("1h") }],
    };

    private static readonly ChatMessage Message = new()
    {
        Role = ChatRole.User,
        Parts = [ContentPart.Of("a"), ContentPart.Of("b") with { CacheControl = new CacheHint() }],
    };

    [Theory]
    [InlineData("chat", """{"choices":[{"finish_reason":"stop","message":{"content":"x"}}]}""")]
    [InlineData("responses", """{"status":"completed","output":[]}""")]
    public async Task HintsWithoutAField_AreToldWithTheirPaths(string dialect, string answer)
    {
        var probe = new ChatProbe(new CannedHandler(answer), "local", false, ("dialect", dialect));
        await probe.SendAsync(Parameters, null, ChatProbe.User("Hi"), Message);

        Assert.Equal(
            ["inputs.messages[1].content[1].cache_control", "parameters.tools[1].cache_control"], probe.Warnings.Select(warning => warning.Path));
        Assert.All(probe.Warnings, warning => Assert.Equal(WarningCodes.ParameterDropped, warning.Code));
        Assert.DoesNotContain("cache_control", probe.RequestBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatTakesHints_GetsThemAsTheyAre()
    {
        var probe = new ChatProbe(
            new CannedHandler("""{"choices":[{"finish_reason":"stop","message":{"content":"x"}}]}"""), "local", false, ("cache_control", "true"));
        await probe.SendAsync(
            Parameters, null, ChatMessage.Of(ChatRole.System, "s") with { Parts = [ContentPart.Of("s") with { CacheControl = new CacheHint("5m") }] }, Message);

        JsonText.AssertSame(
            """
            {"model":"local","messages":[
              {"role":"system","content":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"5m"}}]},
              {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b","cache_control":{"type":"ephemeral"}}]}],
             "tools":[{"type":"function","function":{"name":"f"}},
                      {"type":"function","function":{"name":"g"},"cache_control":{"type":"ephemeral","ttl":"1h"}}]}
            """,
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }
}
