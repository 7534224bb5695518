using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.Anthropic.Messages;

/// <summary>The prompt cache, which works only where it is asked for.</summary>
public sealed class PromptCacheTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task MarkedBeginning_IsWrittenOnceAndThenRead()
    {
        var first = await UsageAsync(System('b', 1500, "5m"), "Say one");
        var second = await UsageAsync(System('b', 1500, "5m"), "Say two");

        Assert.Equal((1500, 0, 1500, 0), first);
        Assert.Equal((0, 1500, 0, 0), second);
    }

    [Fact]
    public async Task HourLongMark_IsCountedApart()
    {
        var usage = await UsageAsync($"[{Marked('c', 1100, "1h")},{Marked('d', 200, "5m")}]", "Say one");

        Assert.Equal((1300, 0, 200, 1100), usage);
    }

    [Fact]
    public async Task ShortOrUnmarkedBeginning_IsNotCached()
    {
        Assert.Equal((0, 0, 0, 0), await UsageAsync(System('e', 1000, "5m"), "Say one"));
        Assert.Equal((0, 0, 0, 0), await UsageAsync($$"""[{"type":"text","text":"{{MessageRequests.Text(2000, 'f')}}"}]""", "Say one"));
    }

    [Fact]
    public async Task MarkThatMovesOn_ReadsWhatWasWrittenBefore()
    {
        await UsageAsync(System('g', 1200, "5m"), "Say one");

        var usage = await UsageAsync($$"""[{"type":"text","text":"{{MessageRequests.Text(1200, 'g')}}"},{{Marked('h', 300, "5m")}}]""", "Say one");

        Assert.Equal((300, 1200, 300, 0), usage);
    }

    private static string System(char letter, int tokens, string lifetime) => $"[{Marked(letter, tokens, lifetime)}]";

    private static string Marked(char letter, int tokens, string lifetime) =>
        $$$"""{"type":"text","text":"{{{MessageRequests.Text(tokens, letter)}}}","cache_control":{"type":"ephemeral","ttl":"{{{lifetime}}}"}}""";

    private async Task<(int Written, int Read, int Minutes, int Hour)> UsageAsync(string system, string prompt)
    {
        var answer = await emulator.JsonAsync(MessageRequests.Path, MessageRequests.Ask(prompt, more: $$"""{"system":{{system}}}"""));
        var usage = JsonNode.Parse(answer.GetProperty("usage").GetRawText())!;
        return (
            (int)usage["cache_creation_input_tokens"]!,
            (int)usage["cache_read_input_tokens"]!,
            (int)usage["cache_creation"]!["ephemeral_5m_input_tokens"]!,
            (int)usage["cache_creation"]!["ephemeral_1h_input_tokens"]!);
    }
}
