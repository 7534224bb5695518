using System.Text.Json;
using RawInference.Chat;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Google.Chat;

/// <summary>JSON in which a model, a tool or a caller wrote half of a surrogate pair: a parser takes it, and a writer does not.</summary>
public class GeminiUnicodeTests
{
    private const string Answer = """
        {"candidates":[{"content":{"parts":[{"executableCode":{"language":"PYTHON","code":"'\ud83d'"} },{"text":"a"}]},
          "groundingMetadata":{"groundingChunks":[{"web":{"title":"b\ude00"} }]},"finishReason":"STOP"}]}
        """;

    [Fact]
    public async Task ArgumentsAndResultsThatGoBack_AreRepaired()
    {
        var probe = GeminiProbe.Of();
        await probe.AskAsync(
            GeminiProbe.User("Hi"),
            new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("c1", "f", """{"x":"\ud83d"}""")] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "c1", Parts = [ContentPart.Of("""{"y":"\ude00"}""")] });

        var contents = JsonText.Element(probe.RequestBody).GetProperty("contents");
        Assert.Equal("\ufffd", Part(contents, 1).GetProperty("functionCall").GetProperty("args").GetProperty("x").GetString());
        Assert.Equal("\ufffd", Part(contents, 2).GetProperty("functionResponse").GetProperty("response").GetProperty("y").GetString());
    }

    [Fact]
    public async Task PartsAndSources_AreReadAndGoBackRepaired()
    {
        var streamed = await GeminiProbe.Streaming(Answer.ReplaceLineEndings("")).StreamAsync();
        var probe = GeminiProbe.Of(Answer);
        var output = (await probe.AskAsync()).Output;
        await probe.AskAsync(GeminiProbe.User("Hi"), ChatHistoryMapping.MessageOf(output));

        Assert.Equal("b\ufffd", output.Citations!.Value[0].GetProperty("web").GetProperty("title").GetString());
        Assert.Equal("b\ufffd", streamed.Single(chunk => chunk.Citations is not null).Citations!.Value[0].GetProperty("web").GetProperty("title").GetString());
        var code = Part(JsonText.Element(probe.RequestBody).GetProperty("contents"), 1).GetProperty("executableCode").GetProperty("code");
        Assert.Equal("'\ufffd'", code.GetString());
    }

    private static JsonElement Part(JsonElement contents, int turn) => contents[turn].GetProperty("parts")[0];
}
