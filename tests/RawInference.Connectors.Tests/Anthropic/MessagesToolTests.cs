using RawInference.Chat;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesToolTests
{
    private static readonly ToolDefinition Now = new("now", null, null, null);

    private static async Task<MessagesProbe> AskAsync(ChatParameters parameters)
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello);
        await probe.SendAsync(parameters);
        return probe;
    }

    [Fact]
    public async Task Tools_HaveTheirSchemas()
    {
        var probe = await AskAsync(new ChatParameters
        {
            Tools = [new ToolDefinition("weather", "Tells it", JsonText.Element("""{"type":"object","x-own":1}"""), true) { CacheControl = new CacheHint("5m") }, Now],
        });

        JsonText.AssertSame(
            """
            {"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],
             "tools":[{"name":"weather","description":"Tells it","input_schema":{"type":"object","x-own":1},"strict":true,"cache_control":{"type":"ephemeral","ttl":"5m"}},
                      {"name":"now","input_schema":{"type":"object"}}]}
            """,
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, null, """{"type":"auto"}""")]
    [InlineData(ToolChoiceMode.Required, null, """{"type":"any"}""")]
    [InlineData(ToolChoiceMode.Named, null, """{"type":"tool","name":"now"}""")]
    [InlineData(ToolChoiceMode.None, null, """{"type":"none"}""")]
    [InlineData(ToolChoiceMode.None, false, """{"type":"none"}""")]
    [InlineData(ToolChoiceMode.Named, false, """{"type":"tool","name":"now","disable_parallel_tool_use":true}""")]
    [InlineData(null, false, """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData(null, true, """{"type":"auto","disable_parallel_tool_use":false}""")]
    public async Task Choice_IsWrittenWithParallelCalls(ToolChoiceMode? mode, bool? parallel, string choice)
    {
        var probe = await AskAsync(new ChatParameters
        {
            Tools = [Now],
            ToolChoice = mode is { } word ? new ToolChoice(word, word == ToolChoiceMode.Named ? "now" : null) : null,
            ParallelToolCalls = parallel,
        });

        JsonText.AssertSame(
            $$"""
            {"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],
             "tools":[{"name":"now","input_schema":{"type":"object"} }],"tool_choice":{{choice}} }
            """,
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task ParallelCallsWithoutTools_AreAWarning()
    {
        var probe = await AskAsync(new ChatParameters { ParallelToolCalls = false });

        Assert.Equal(["parameters.parallel_tool_calls"], probe.WarnedPaths);
        Assert.DoesNotContain("tool_choice", probe.RequestBody, StringComparison.Ordinal);
    }
}
