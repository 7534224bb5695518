using RawInference.Chat;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesThinkingTests
{
    private const string Adaptive = "claude-opus-4-6";
    private const string Always = "claude-opus-5-5";
    private const string BetweenTools = "claude-sonnet-5-5";
    private const string Budget = "claude-haiku-4-5";
    private const string Both = "claude-opus-4-5";

    [Theory]
    [InlineData(Adaptive, "high", null, null, """ "thinking":{"type":"adaptive"},"output_config":{"effort":"high"} """, "")]
    [InlineData(Adaptive, null, null, "auto", """ "thinking":{"type":"adaptive","display":"summarized"} """, "")]
    [InlineData(Adaptive, "max", null, "detailed", """ "thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"max"} """, "summary")]
    [InlineData(Adaptive, "minimal", null, null, """ "thinking":{"type":"adaptive"},"output_config":{"effort":"low"} """, "effort")]
    [InlineData(Adaptive, "xhigh", null, null, """ "thinking":{"type":"adaptive"},"output_config":{"effort":"high"} """, "effort")]
    [InlineData(Always, "xhigh", null, null, """ "thinking":{"type":"adaptive"},"output_config":{"effort":"xhigh"} """, "")]
    [InlineData(Both, "max", null, null, """ "thinking":{"type":"enabled","budget_tokens":32000},"output_config":{"effort":"high"} """, "effort")]
    [InlineData(Both, "xhigh", null, null, """ "thinking":{"type":"enabled","budget_tokens":32000},"output_config":{"effort":"high"} """, "effort")]
    [InlineData(Adaptive, null, 5000, null, """ "thinking":{"type":"adaptive"} """, "max_tokens")]
    [InlineData(Adaptive, "none", null, null, """ "thinking":{"type":"disabled"} """, "")]
    [InlineData(Adaptive, null, 0, null, """ "thinking":{"type":"disabled"} """, "")]
    [InlineData(Adaptive, "none", 5000, null, """ "thinking":{"type":"disabled"} """, "max_tokens")]
    [InlineData(Adaptive, "high", 0, null, """ "thinking":{"type":"disabled"} """, "effort")]
    [InlineData(Always, "low", null, null, """ "thinking":{"type":"adaptive"},"output_config":{"effort":"low"} """, "")]
    [InlineData(Always, "none", null, null, "", "effort")]
    [InlineData(Always, null, 0, null, "", "max_tokens")]
    [InlineData(BetweenTools, "none", null, null, """ "thinking":{"type":"between_tools"} """, "")]
    [InlineData(Budget, null, 5000, "auto", """ "thinking":{"type":"enabled","budget_tokens":5000} """, "")]
    [InlineData(Budget, "minimal", null, null, """ "thinking":{"type":"enabled","budget_tokens":1024} """, "")]
    [InlineData(Budget, "low", null, null, """ "thinking":{"type":"enabled","budget_tokens":2048} """, "")]
    [InlineData(Budget, "medium", null, null, """ "thinking":{"type":"enabled","budget_tokens":8192} """, "")]
    [InlineData(Budget, "high", null, null, """ "thinking":{"type":"enabled","budget_tokens":16384} """, "")]
    [InlineData(Budget, "max", null, null, """ "thinking":{"type":"enabled","budget_tokens":32000} """, "")]
    [InlineData(Budget, "low", 5000, null, """ "thinking":{"type":"enabled","budget_tokens":5000} """, "effort")]
    [InlineData(Budget, null, 10, null, """ "thinking":{"type":"enabled","budget_tokens":1024} """, "max_tokens")]
    [InlineData(Budget, null, null, "auto", "", "summary")]
    [InlineData(Budget, "none", null, null, """ "thinking":{"type":"disabled"} """, "")]
    [InlineData(Budget, null, null, null, "", "")]
    [InlineData(Both, "low", null, null, """ "thinking":{"type":"enabled","budget_tokens":2048},"output_config":{"effort":"low"} """, "")]
    [InlineData(Both, "low", 5000, null, """ "thinking":{"type":"enabled","budget_tokens":5000},"output_config":{"effort":"low"} """, "")]
    [InlineData(MessagesProbe.Unknown, "low", null, null, """ "thinking":{"type":"adaptive"},"output_config":{"effort":"low"} """, "")]
    [InlineData(MessagesProbe.Unknown, null, 2000, null, """ "thinking":{"type":"enabled","budget_tokens":2000} """, "")]
    public async Task Reasoning_IsAskedForAsTheModelTakesIt(string model, string? effort, int? tokens, string? summary, string fields, string warned)
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello, model);
        await probe.SendAsync(new ChatParameters { MaxTokens = 40_000, Reasoning = new ReasoningOptions(effort, tokens, summary) });

        JsonText.AssertSame(
            $$"""{"model":"{{model}}","max_tokens":40000,"messages":[{"role":"user","content":"Hi"}]{{(fields.Length > 0 ? "," : "")}}{{fields}} }""",
            probe.RequestBody);
        Assert.Equal(warned.Length == 0 ? [] : [$"parameters.reasoning.{warned}"], probe.WarnedPaths);
    }

    [Theory]
    [InlineData(3000, 5000, 1500)]
    [InlineData(3000, 3000, 1500)]
    [InlineData(3000, 2999, 2999)]
    [InlineData(1025, 5000, 1024)]
    [InlineData(1024, 5000, null)]
    public async Task Budget_StaysBelowMaxTokens(int maxTokens, int wanted, int? budget)
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello, Budget);
        await probe.SendAsync(new ChatParameters { MaxTokens = maxTokens, Reasoning = new ReasoningOptions(null, wanted, null) });

        var body = JsonText.Element(probe.RequestBody);
        Assert.Equal(budget, body.TryGetProperty("thinking", out var thinking) ? thinking.GetProperty("budget_tokens").GetInt32() : null);
        Assert.Equal(budget == wanted ? [] : ["parameters.reasoning.max_tokens"], probe.WarnedPaths);
    }

    [Theory]
    [InlineData("low", 0.5, null, "", "temperature")]
    [InlineData("low", 1.0, null, """ "temperature":1, """, "")]
    [InlineData("low", null, 0.5, "", "top_p")]
    [InlineData("low", null, 0.95, """ "top_p":0.95, """, "")]
    [InlineData("low", 0.5, 0.95, """ "top_p":0.95, """, "temperature")]
    [InlineData("none", 0.5, null, """ "temperature":0.5, """, "")]
    public async Task SamplingThatDoesNotGoWithThinking_IsLeftOutWithAWarning(string effort, double? temperature, double? topP, string fields, string warned)
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello, Adaptive);
        await probe.SendAsync(new ChatParameters { MaxTokens = 100, Temperature = temperature, TopP = topP, Reasoning = new ReasoningOptions(effort, null, null) });

        var thinking = effort == "none" ? """ "thinking":{"type":"disabled"} """ : """ "thinking":{"type":"adaptive"},"output_config":{"effort":"low"} """;
        JsonText.AssertSame($$"""{"model":"{{Adaptive}}","max_tokens":100,"messages":[{"role":"user","content":"Hi"}],{{fields}}{{thinking}} }""", probe.RequestBody);
        Assert.Equal(warned.Length == 0 ? [] : [$"parameters.{warned}"], probe.WarnedPaths);
    }
}
