using System.Text.Json;
using RawInference.Chat;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiStateTests
{
    private static async Task<(GeminiProbe Probe, JsonElement Turn)> EchoAsync(ChatMessage message, string model = GeminiProbe.Level)
    {
        var probe = GeminiProbe.Of(model: model);
        await probe.AskAsync(GeminiProbe.User("Hi"), message, GeminiProbe.User("Go on"));
        return (probe, JsonText.Element(probe.RequestBody).GetProperty("contents")[1].GetProperty("parts"));
    }

    private static async Task<ChatOutput> OutputOfAsync(string parts)
    {
        var answer = "{\"candidates\":[{\"content\":{\"parts\":" + parts + "},\"finishReason\":\"STOP\"}]}";
        return (await GeminiProbe.Of(answer, GeminiProbe.Level).AskAsync()).Output;
    }

    [Theory]
    [InlineData("""[{"text":"So: "},{"functionCall":{"id":"c1","name":"f","args":{"x":1}},"thoughtSignature":"s1"},{"functionCall":{"id":"c2","name":"g","args":{}}}]""")]
    [InlineData("""[{"text":"Grüße 😀"},{"text":"","thoughtSignature":"s1"}]""")]
    [InlineData("""[{"text":"a","thoughtSignature":"s1"},{"text":"b","thoughtSignature":"s2"},{"functionCall":{"name":"f","args":{}},"thoughtSignature":"s3"}]""")]
    [InlineData("""[{"executableCode":{"language":"PYTHON","code":"1"},"thoughtSignature":"s1"},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}},{"text":"one"}]""")]
    public async Task WhatWasSigned_GoesBackAsItCame(string parts)
    {
        var output = await OutputOfAsync(parts);
        var (probe, turn) = await EchoAsync(ChatHistoryMapping.MessageOf(output));

        JsonText.AssertSame(parts, turn.GetRawText());
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task Thoughts_DoNotGoBack()
    {
        var output = await OutputOfAsync("""[{"text":"Hm","thought":true},{"text":"Yes","thoughtSignature":"s1"}]""");
        var (_, turn) = await EchoAsync(ChatHistoryMapping.MessageOf(output));

        Assert.Equal("Hm", output.Reasoning);
        JsonText.AssertSame("""[{"text":"Yes","thoughtSignature":"s1"}]""", turn.GetRawText());
    }

    [Fact]
    public async Task StreamedState_IsTheOneOfTheWhole()
    {
        var chunks = await GeminiProbe.Streaming(
            """{"candidates":[{"content":{"parts":[{"text":"Hm","thought":true},{"text":"Le"}]}}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"t me"}]}}]}""",
            """{"candidates":[{"content":{"parts":[{"functionCall":{"id":"c1","name":"f","args":{}},"thoughtSignature":"s1"}]},"finishReason":"STOP"}]}""").StreamAsync();

        var state = Assert.Single(chunks, chunk => chunk.ProviderState is not null).ProviderState!.Value;
        JsonText.AssertSame("""{"dialect":"google.gemini","parts":[{"text":6},{"call":"c1","signature":"s1"}]}""", state.GetRawText());
        Assert.Equal("tool_calls", chunks[^1].Delta!.FinishReason);
    }

    [Fact]
    public async Task TextThatTheCallerTookAway_LeavesTheCalls()
    {
        var output = await OutputOfAsync("""[{"text":"So"},{"functionCall":{"id":"c1","name":"f","args":{}},"thoughtSignature":"s2"}]""");
        var (_, turn) = await EchoAsync(ChatHistoryMapping.MessageOf(output) with { Parts = [] });
        JsonText.AssertSame("""[{"functionCall":{"id":"c1","name":"f","args":{}},"thoughtSignature":"s2"}]""", turn.GetRawText());
    }

    [Fact]
    public async Task AnswerWithoutSignatures_HasNoState() => Assert.Null((await OutputOfAsync("""[{"text":"Hi"}]""")).ProviderState);

    [Fact]
    public async Task LostSignature_IsToldOf_AndTheConversationGoesOn()
    {
        var message = new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("c1", "f", "{}"), new ToolCall("c2", "f", "{}")] };
        var (probe, turn) = await EchoAsync(message);

        JsonText.AssertSame(
            """
            [{"functionCall":{"id":"c1","name":"f","args":{}},"thoughtSignature":"skip_thought_signature_validator"},
             {"functionCall":{"id":"c2","name":"f","args":{}}}]
            """,
            turn.GetRawText());
        Assert.Equal([(WarningCodes.ProviderNotice, "inputs.messages[1].provider_state")], probe.Told);
    }

    [Fact]
    public async Task ModelThatNeedsNoSignature_GetsNone()
    {
        var message = new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("c1", "f", "{}")] };
        var (probe, turn) = await EchoAsync(message, GeminiProbe.Budget);

        JsonText.AssertSame("""[{"functionCall":{"id":"c1","name":"f","args":{}}}]""", turn.GetRawText());
        Assert.Empty(probe.Warnings);
    }

    [Theory]
    [InlineData("Otherwise")]
    [InlineData("a😀b")]
    public async Task TextThatTheCallerChanged_LosesItsSignature_ButNotTheCalls(string text)
    {
        var output = await OutputOfAsync("""[{"text":"So","thoughtSignature":"s1"},{"text":"so"},{"functionCall":{"id":"c1","name":"f","args":{}},"thoughtSignature":"s2"}]""");
        var (probe, turn) = await EchoAsync(ChatHistoryMapping.MessageOf(output) with { Parts = [ContentPart.Of(text)] });

        JsonText.AssertSame(
            "[{\"text\":\"" + text + "\"},{\"functionCall\":{\"id\":\"c1\",\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"s2\"}]", turn.GetRawText());
        Assert.Equal([(WarningCodes.ParameterDropped, "inputs.messages[1].provider_state")], probe.Told);
    }

    [Theory]
    [InlineData("""{"dialect":"openai.responses","items":[]}""")]
    [InlineData("""{"dialect":"google.gemini","parts":[{"text":-1}]}""")]
    [InlineData("""{"dialect":"google.gemini"}""")]
    [InlineData("""{"dialect":"google.gemini","parts":[{"text":5},{"part":{"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/other"}}}]}""")]
    [InlineData("\"x\"")]
    public async Task ForeignState_IsToldOf(string state)
    {
        var (probe, turn) = await EchoAsync(ChatMessage.Of(ChatRole.Assistant, "Hello") with { ProviderState = JsonText.Element(state) });

        JsonText.AssertSame("""[{"text":"Hello"}]""", turn.GetRawText());
        Assert.Equal([(WarningCodes.ParameterDropped, "inputs.messages[1].provider_state")], probe.Told);
    }
}
