using System.Text;
using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiConversationTests
{
    private static ContentPart Media(MediaKind kind, string type, byte[] bytes, string? detail = null) =>
        ContentPart.Of(new MediaContent { Kind = kind, MediaType = type, Bytes = bytes, Detail = detail, Path = "inputs.file" });

    [Fact]
    public async Task Instructions_StandBeforeTheTurns_WhereverTheyWere()
    {
        var probe = GeminiProbe.Of();
        await probe.AskAsync(
            ChatMessage.Of(ChatRole.System, "Be brief"),
            ChatMessage.Of(ChatRole.Developer, "Be kind"),
            GeminiProbe.User("Hi"),
            ChatMessage.Of(ChatRole.System, "Be gone"),
            GeminiProbe.User("Bye") with { Name = "ann" });

        JsonText.AssertSame(
            """
            {"systemInstruction":{"parts":[{"text":"Be brief"},{"text":"Be kind"},{"text":"Be gone"}]},
             "contents":[{"role":"user","parts":[{"text":"Hi"},{"text":"Bye"}]}]}
            """,
            probe.RequestBody);
        Assert.Equal([(WarningCodes.ProviderNotice, "inputs.messages[3]"), (WarningCodes.ParameterDropped, "inputs.messages[4].name")], probe.Told);
    }

    [Fact]
    public async Task MediumInAnInstruction_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => GeminiProbe.Of().AskAsync(
            new ChatMessage { Role = ChatRole.System, Parts = [Media(MediaKind.Image, "image/png", [1])] },
            GeminiProbe.User("Hi")));
        Assert.Equal("inputs.file", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task Media_GoInline_AndTextAsText()
    {
        var probe = GeminiProbe.Of();
        await probe.AskAsync(new ChatMessage
        {
            Role = ChatRole.User,
            Parts =
            [
                ContentPart.Of("Look"),
                Media(MediaKind.Image, "image/png", [1, 2, 3], "low"),
                Media(MediaKind.Audio, "audio/x-wav", [4]),
                Media(MediaKind.Video, "video/mp4", [5]),
                Media(MediaKind.File, "application/pdf", [6]),
                Media(MediaKind.File, "text/markdown; charset=utf-8", Encoding.UTF8.GetBytes("\ufeff# Grüße")),
            ],
        });

        JsonText.AssertSame(
            """
            {"contents":[{"role":"user","parts":[
              {"text":"Look"},
              {"inlineData":{"mimeType":"image/png","data":"AQID"}},
              {"inlineData":{"mimeType":"audio/wav","data":"BA=="}},
              {"inlineData":{"mimeType":"video/mp4","data":"BQ=="}},
              {"inlineData":{"mimeType":"application/pdf","data":"Bg=="}},
              {"text":"# Grüße"}]}]}
            """,
            probe.RequestBody);
        Assert.Equal([(WarningCodes.ParameterDropped, "inputs.file")], probe.Told);
    }

    [Fact]
    public async Task MediaThatCannotBeSent_AreRefusedWithTheirPath()
    {
        foreach (var media in new[]
        {
            new MediaContent { Kind = MediaKind.File, MediaType = "text/plain", Bytes = new byte[] { 0xff, 0xfe }, Path = "inputs.file" },
            new MediaContent { Kind = MediaKind.Image, Bytes = new byte[] { 1 }, Path = "inputs.file" },
            new MediaContent { Kind = MediaKind.Image, MediaType = "image/png", Url = "https://example.org/a.png", Path = "inputs.file" },
        })
        {
            var error = await Assert.ThrowsAsync<InferenceException>(
                () => GeminiProbe.Of().AskAsync(new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of(media)] }));
            Assert.Equal((InferenceErrorCode.InvalidRequest, "inputs.file"), (error.Code, Assert.Single(error.Problems).Path));
        }
    }

    [Fact]
    public async Task ToolRoundTrip_NamesItsFunctions_AndGroupsItsResults()
    {
        var probe = GeminiProbe.Of();
        await probe.AskAsync(
            GeminiProbe.User("Weather?"),
            new ChatMessage
            {
                Role = ChatRole.Assistant,
                Parts = [ContentPart.Of("Let me see")],
                ToolCalls = [new ToolCall("c1", "weather", """{"city":"Köln"}"""), new ToolCall("unnamed_call_2", "clock", "")],
            },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "c1", Parts = [ContentPart.Of("""{"sky":"blue"}""")] },
            new ChatMessage
            {
                Role = ChatRole.Tool,
                ToolCallId = "unnamed_call_2",
                Parts = [ContentPart.Of("12345678901234567890"), Media(MediaKind.Image, "image/png", [1])],
            },
            GeminiProbe.User("And now?"));

        JsonText.AssertSame(
            """
            {"contents":[
              {"role":"user","parts":[{"text":"Weather?"}]},
              {"role":"model","parts":[{"text":"Let me see"},
                {"functionCall":{"id":"c1","name":"weather","args":{"city":"Köln"}}},{"functionCall":{"name":"clock","args":{}}}]},
              {"role":"user","parts":[
                {"functionResponse":{"id":"c1","name":"weather","response":{"sky":"blue"}}},
                {"functionResponse":{"name":"clock","response":{"output":"12345678901234567890"}}},
                {"inlineData":{"mimeType":"image/png","data":"AQ=="}}]},
              {"role":"user","parts":[{"text":"And now?"}]}]}
            """,
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task HintsAndDetailsWithoutAField_AreToldWithTheirPaths()
    {
        var probe = GeminiProbe.Of();
        await probe.SendAsync(
            new ChatParameters { Tools = [new ToolDefinition("see", null, null, null) { CacheControl = new CacheHint("1h") }] },
            null,
            GeminiProbe.User("Look") with { Parts = [ContentPart.Of("Look") with { CacheControl = new CacheHint() }] },
            new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("c1", "see", "{}")] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "c1", Parts = [Media(MediaKind.Image, "image/png", [1], "high")] });

        Assert.Equal(
            [
                (WarningCodes.ParameterDropped, "inputs.file"),
                (WarningCodes.ParameterDropped, "inputs.messages[0].content[0].cache_control"),
                (WarningCodes.ParameterDropped, "parameters.tools[0].cache_control"),
            ],
            probe.Told);
        Assert.DoesNotContain("cache", probe.RequestBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MediumOfAResult_StandsWithinIt_WhereTheModelReadsItThere()
    {
        var probe = GeminiProbe.Of(model: GeminiProbe.Level);
        await probe.AskAsync(
            GeminiProbe.User("Look"),
            new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("c1", "see", "{}")] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "c1", Parts = [ContentPart.Of("ok"), Media(MediaKind.Image, "image/png", [1])] });

        JsonText.AssertSame(
            """
            {"contents":[
              {"role":"user","parts":[{"text":"Look"}]},
              {"role":"model","parts":[{"functionCall":{"id":"c1","name":"see","args":{}},"thoughtSignature":"skip_thought_signature_validator"}]},
              {"role":"user","parts":[{"functionResponse":{"id":"c1","name":"see","response":{"output":"ok"},
                "parts":[{"inlineData":{"mimeType":"image/png","data":"AQ=="}}]}}]}]}
            """,
            probe.RequestBody);
    }

    [Theory]
    [InlineData("c2", "{}", "inputs.messages[2].tool_call_id")]
    [InlineData("c1", "[1]", "inputs.messages[1].tool_calls")]
    [InlineData("c1", "{", "inputs.messages[1].tool_calls")]
    public async Task CallsThatGeminiCannotRead_AreRefused(string resultOf, string arguments, string path)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => GeminiProbe.Of().AskAsync(
            GeminiProbe.User("Hi"),
            new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("c1", "f", arguments)] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = resultOf, Parts = [ContentPart.Of("x")] }));
        Assert.Equal((InferenceErrorCode.InvalidRequest, path), (error.Code, Assert.Single(error.Problems).Path));
    }
}
