using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesCacheTests
{
    [Fact]
    public async Task Hints_StandOnTheirBlocks()
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello);
        await probe.SendAsync(
            null,
            null,
            new ChatMessage { Role = ChatRole.System, Parts = [Hinted("Long", "1h")] },
            new ChatMessage
            {
                Role = ChatRole.User,
                Parts =
                [
                    ContentPart.Of(new MediaContent { Kind = MediaKind.File, Bytes = new byte[] { 5 }, MediaType = "application/pdf" }) with { CacheControl = new CacheHint() },
                    ContentPart.Of("Go"),
                ],
            },
            new ChatMessage { Role = ChatRole.Assistant, Parts = [Hinted("Going", null)], ToolCalls = [new ToolCall("a", "f", "{}")] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "a", Parts = [Hinted("one", "5m"), ContentPart.Of("two")] },
            new ChatMessage { Role = ChatRole.User, Parts = [Hinted("On", null)] });

        JsonText.AssertSame(
            """
            {"model":"claude-x","max_tokens":4096,
             "system":[{"type":"text","text":"Long","cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "messages":[
              {"role":"user","content":[
                {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"BQ=="},"cache_control":{"type":"ephemeral"}},
                {"type":"text","text":"Go"}]},
              {"role":"assistant","content":[
                {"type":"text","text":"Going","cache_control":{"type":"ephemeral"}},
                {"type":"tool_use","id":"a","name":"f","input":{}}]},
              {"role":"user","content":[
                {"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}],
                 "cache_control":{"type":"ephemeral","ttl":"5m"}},
                {"type":"text","text":"On","cache_control":{"type":"ephemeral"}}]}]}
            """,
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    private static ContentPart Hinted(string text, string? ttl) => ContentPart.Of(text) with { CacheControl = new CacheHint(ttl) };
}
