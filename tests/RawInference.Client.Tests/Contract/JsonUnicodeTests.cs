using RawInference.Contract;

namespace RawInference.Client.Tests.Contract;

public class JsonUnicodeTests
{
    private const string Lone = "\\ud800";

    [Theory]
    [InlineData(Operations.Chat, """{"prompts":["a~"]}""", null, "inputs.prompts[0]")]
    [InlineData(Operations.Chat, """{"prompts":["a"],"~":1}""", null, "inputs")]
    [InlineData(Operations.Chat, """{"messages":[{"role":"user","content":"~"}]}""", null, "inputs.messages[0].content")]
    [InlineData(Operations.Chat, """{"messages":[{"role":"~","content":"a"}]}""", null, "inputs.messages[0].role")]
    [InlineData(Operations.Chat, """{"messages":[{"role":"user","content":[{"type":"text","text":"~"}]}]}""", null, "inputs.messages[0].content[0].text")]
    [InlineData(Operations.Chat, """{"messages":[{"role":"assistant","content":"a","provider_state":{"x":["~"]}}]}""", null, "inputs.messages[0].provider_state.x[0]")]
    [InlineData(Operations.Chat, """{"messages":[{"role":"assistant","tool_calls":[{"id":"1","name":"f","arguments":{"~":1}}]}]}""", null, "inputs.messages[0].tool_calls[0].arguments")]
    [InlineData(Operations.Chat, """{"prompts":["a"],"image_url":"https://a.example/~"}""", null, "inputs.image_url")]
    [InlineData(Operations.Chat, """{"prompts":["a"]}""", """{"schema":{"properties":{"~":{}}}}""", "parameters.schema.properties")]
    [InlineData(Operations.Chat, """{"prompts":["a"]}""", """{"schema":{"enum":["~"]}}""", "parameters.schema.enum[0]")]
    [InlineData(Operations.Chat, """{"prompts":["a"]}""", """{"tools":[{"name":"f","parameters":{"title":"~"}}]}""", "parameters.tools[0].parameters.title")]
    [InlineData(Operations.Chat, """{"prompts":["a"]}""", """{"stop":"~"}""", "parameters.stop")]
    [InlineData(Operations.Chat, """{"prompts":["a"]}""", """{"~":1}""", "parameters")]
    [InlineData(Operations.Embedding, """{"texts":["a","~"]}""", null, "inputs.texts[1]")]
    [InlineData(Operations.Transcription, """{"audio_url":"https://a.example/a","prompts":["~"]}""", null, "inputs.prompts[0]")]
    [InlineData(Operations.Transcription, """{"audio_url":"https://a.example/a"}""", """{"language":"~"}""", "parameters.language")]
    public void LoneSurrogateAnywhere_IsRefusedWithItsPath(string operation, string inputs, string? parameters, string path)
    {
        foreach (var lone in new[] { Lone, "\\uDFFF", "\\ud83d\\ud83d\\ude00", "\\ude00\\ud83d" })
        {
            Assert.Equal([path], Given.Refused(operation, inputs.Replace("~", lone, StringComparison.Ordinal), parameters?.Replace("~", lone, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void LoneSurrogateInProviderOptions_IsRefusedWithItsPath()
    {
        var call = Given.Call("""{"prompts":["a"]}""") with { ProviderOptions = Given.Json("""{"user":"\ud800","\udc00":1}""") };

        var exception = Assert.Throws<InferenceException>(() => call.Bind(new RequestBinding(Operations.Chat)));

        Assert.Equal(["parameters.provider_options.user", "parameters.provider_options"], exception.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void NameWithALoneSurrogate_DoesNotKeepTheShapeFromRouting() =>
        Assert.Equal(["prompts"], Given.Call("""{"\ud800":1,"prompts":["a"]}""").Shape.InputKeys);

    [Theory]
    [InlineData("😀 \\ud83d\\ude00 \\u00e9 \\\\ud800 \\\"", "😀 😀 é \\ud800 \"")]
    [InlineData("\\uD83D\\uDE00\\u0000", "😀\0")]
    public void ValidText_IsLetThrough(string json, string text) =>
        Assert.Equal(text, Given.Chat($$"""{"prompts":["{{json}}"]}""").Conversations[0][0].Text);

    [Fact]
    public void BytesThatAreNotUtf8_AreRefusedWithTheirPath()
    {
        using var document = System.Text.Json.JsonDocument.Parse("{\"text\":\"a?b\"}"u8.ToArray().Select(b => b == (byte)'?' ? (byte)0xff : b).ToArray());
        var call = Given.Call("{}") with { Inputs = document.RootElement };

        var exception = Assert.Throws<InferenceException>(() => call.Bind(new RequestBinding(Operations.Embedding)));

        Assert.Equal("inputs.text", Assert.Single(exception.Problems).Path);
    }

    [Theory]
    [InlineData("""{"\ud800":["\udc00","ok",{"a":"\ud83d\ude00\ud83d"}]}""", """{"\uFFFD":["\uFFFD","ok",{"a":"\uD83D\uDE00\uFFFD"}]}""")]
    [InlineData("\"\\ud800\\ud800\"", "\"\\uFFFD\\uFFFD\"")]
    [InlineData("\"\\\\\\ud800\"", "\"\\\\\\uFFFD\"")]
    public void RepairedJson_CanBeWritten_WithTheReplacementCharacter(string json, string written) =>
        Assert.Equal(written, Given.Written(JsonUnicode.Repair(Given.Json(json)).WriteTo));

    [Fact]
    public void WellFormedJson_NeedsNoRepair()
    {
        var element = Given.Json("""{"a":"\ud83d\ude00","b":[1,null,true]}""");

        Assert.True(JsonUnicode.IsWellFormed(element));
        Assert.Equal(element.GetRawText(), JsonUnicode.Repair(element).GetRawText());
    }
}
