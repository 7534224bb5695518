using RawInference.Chat;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiRequestTests
{
    private const string Contents = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]";

    [Fact]
    public async Task EveryParameter_HasItsFieldOrAWarning()
    {
        var handler = new CannedHandler("""{"candidates":[{"finishReason":"STOP","index":0},{"finishReason":"STOP","index":1}]}""");
        var probe = new GeminiProbe(handler);
        await probe.SendAsync(
            new ChatParameters
            {
                Temperature = 0.5,
                TopP = 0.9,
                MaxTokens = 100,
                Stop = ["a", "b"],
                Seed = 7,
                FrequencyPenalty = 1,
                PresencePenalty = -1,
                Count = 2,
                LogProbabilities = true,
                TopLogProbabilities = 3,
                Reasoning = new ReasoningOptions(null, 512, "auto"),
                Schema = JsonText.Element("""{"type":"object"}"""),
                Tools =
                [
                    new ToolDefinition("weather", "Tells it", JsonText.Element("""{"type":"object","properties":{"city":{"type":"string"}}}"""), null),
                    new ToolDefinition("now", null, null, null),
                ],
                ToolChoice = new ToolChoice(ToolChoiceMode.Named, "weather"),
                ParallelToolCalls = false,
            },
            """
            {"safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],"generationConfig":{"topK":40},
             "tools":[{"googleSearch":{}}],"toolConfig":{"includeServerSideToolInvocations":true}}
            """);

        Assert.Equal("https://api.acme.test/v1beta/models/gemini-2.5-flash:generateContent", handler.Uri!.AbsoluteUri);
        Assert.Equal(GoogleTarget.Key, handler.Headers["x-goog-api-key"]);
        JsonText.AssertSame(
            "{" + Contents + """
            ,"generationConfig":{"temperature":0.5,"topP":0.9,"maxOutputTokens":100,"stopSequences":["a","b"],"seed":7,
              "frequencyPenalty":1,"presencePenalty":-1,"candidateCount":2,"responseLogprobs":true,"logprobs":3,
              "responseMimeType":"application/json","responseJsonSchema":{"type":"object"},
              "thinkingConfig":{"thinkingBudget":512,"includeThoughts":true},"topK":40},
             "tools":[{"functionDeclarations":[
               {"name":"weather","description":"Tells it","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}}}},
               {"name":"now"}]},{"googleSearch":{}}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["weather"]},"includeServerSideToolInvocations":true},
             "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]}
            """,
            probe.RequestBody);
        Assert.Equal([(WarningCodes.ParameterDropped, "parameters.parallel_tool_calls")], probe.Told);
    }

    [Fact]
    public async Task NothingSet_SendsTheConversationOnly()
    {
        var probe = GeminiProbe.Of();
        await probe.AskAsync();

        JsonText.AssertSame("{" + Contents + "}", probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task Stream_IsAskedForAsEvents()
    {
        var handler = new CannedHandler($"data: {GeminiProbe.Answer}\n\n", mediaType: "text/event-stream");
        await new GeminiProbe(handler).StreamAsync();

        Assert.Equal("https://api.acme.test/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", handler.Uri!.AbsoluteUri);
        JsonText.AssertSame("{" + Contents + "}", handler.Body);
    }

    [Theory]
    [InlineData("a/../../files?key=x#y", "/v1beta/models/a%2F..%2F..%2Ffiles%3Fkey%3Dx%23y:generateContent")]
    [InlineData("..", "/v1beta/models/..:generateContent")]
    public async Task NameOfAModel_StaysInItsPlace(string model, string path)
    {
        var handler = new CannedHandler(GeminiProbe.Answer);
        await new GeminiProbe(handler, model).AskAsync();
        Assert.Equal($"https://api.acme.test{path}", handler.Uri!.AbsoluteUri);
    }

    [Theory]
    [InlineData(ResponseFormat.JsonObject, "application/json")]
    [InlineData(ResponseFormat.Text, "text/plain")]
    public async Task FormatWithoutASchema_IsAMediaType(ResponseFormat format, string expected)
    {
        var probe = GeminiProbe.Of();
        await probe.SendAsync(new ChatParameters { ResponseFormat = format });
        JsonText.AssertSame("{" + Contents + ",\"generationConfig\":{\"responseMimeType\":\"" + expected + "\"}}", probe.RequestBody);
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, null, "AUTO")]
    [InlineData(ToolChoiceMode.None, null, "NONE")]
    [InlineData(ToolChoiceMode.Required, true, "ANY")]
    [InlineData(ToolChoiceMode.Auto, true, "VALIDATED")]
    [InlineData(null, true, "VALIDATED")]
    [InlineData(null, false, null)]
    public async Task ChoiceAndStrictness_AreOneMode(ToolChoiceMode? choice, bool? strict, string? mode)
    {
        var probe = GeminiProbe.Of();
        await probe.SendAsync(new ChatParameters
        {
            Tools = [new ToolDefinition("now", null, null, strict)],
            ToolChoice = choice is { } set ? new ToolChoice(set) : null,
            ParallelToolCalls = true,
        });
        var config = mode is null ? "" : ",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"" + mode + "\"}}";
        JsonText.AssertSame("{" + Contents + ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"now\"}]}]" + config + "}", probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "none", null, """{"thinkingBudget":0}""", null)]
    [InlineData("gemini-2.5-flash", "low", null, """{"thinkingBudget":1024}""", null)]
    [InlineData("gemini-2.5-flash", "medium", null, """{"thinkingBudget":8192}""", null)]
    [InlineData("gemini-2.5-flash", "high", null, """{"thinkingBudget":24576}""", null)]
    [InlineData("gemini-2.5-flash", "max", null, """{"thinkingBudget":24576}""", "parameters.reasoning.effort")]
    [InlineData("gemini-2.5-flash", "high", 7, """{"thinkingBudget":7}""", "parameters.reasoning.effort")]
    [InlineData("gemini-2.5-pro", "none", null, """{"thinkingBudget":128}""", "parameters.reasoning.effort")]
    [InlineData("gemini-3-flash-preview", "none", null, """{"thinkingLevel":"minimal"}""", "parameters.reasoning.effort")]
    [InlineData("gemini-3-flash-preview", "minimal", null, """{"thinkingLevel":"minimal"}""", null)]
    [InlineData("gemini-3-flash-preview", "medium", null, """{"thinkingLevel":"medium"}""", null)]
    [InlineData("gemini-3-flash-preview", "xhigh", null, """{"thinkingLevel":"high"}""", "parameters.reasoning.effort")]
    [InlineData("gemini-3-flash-preview", "high", 7, """{"thinkingLevel":"high"}""", "parameters.reasoning.max_tokens")]
    [InlineData("gemini-3-flash-preview", null, 7, """{"thinkingBudget":7}""", null)]
    [InlineData("gemini-3.1-pro-preview", "minimal", null, """{"thinkingLevel":"low"}""", "parameters.reasoning.effort")]
    [InlineData("gemini-3.1-pro-preview", "low", null, """{"thinkingLevel":"low"}""", null)]
    [InlineData("gemini-of-tomorrow", "low", null, """{"thinkingLevel":"low"}""", null)]
    public async Task Reasoning_IsWhatTheModelTakes(string model, string? effort, int? tokens, string config, string? warned)
    {
        var probe = GeminiProbe.Of(model: model);
        await probe.SendAsync(new ChatParameters { Reasoning = new ReasoningOptions(effort, tokens, null) });

        JsonText.AssertSame("{" + Contents + ",\"generationConfig\":{\"thinkingConfig\":" + config + "}}", probe.RequestBody);
        Assert.Equal(warned is null ? [] : [warned], probe.Warnings.Select(warning => warning.Path));
    }

    [Theory]
    [InlineData("auto", 0)]
    [InlineData("detailed", 1)]
    public async Task Summary_ShowsThoughts(string summary, int warnings)
    {
        var probe = GeminiProbe.Of();
        await probe.SendAsync(new ChatParameters { Reasoning = new ReasoningOptions(null, null, summary) });

        JsonText.AssertSame("{" + Contents + ",\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true}}}", probe.RequestBody);
        Assert.Equal(warnings, probe.Warnings.Count);
    }

    [Fact]
    public async Task Schema_KeepsWhatGeminiSupports_AndTellsOfTheRest()
    {
        var probe = GeminiProbe.Of();
        await probe.SendAsync(new ChatParameters
        {
            Schema = JsonText.Element("""
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","title":"T","additionalProperties":false,"required":["pattern"],
                 "properties":{"pattern":{"type":"string","pattern":"^a","minLength":2,"default":"a"},"kind":{"const":"x"},
                   "list":{"type":"array","minItems":1,"uniqueItems":true,"items":{"anyOf":[{"type":"number","exclusiveMinimum":0},{"$ref":"#/$defs/n"}]}}},
                 "$defs":{"n":{"type":"string","pattern":"b"}}}
                """),
            Tools = [new ToolDefinition("f", null, JsonText.Element("""{"type":"object","minProperties":1}"""), null)],
        });

        JsonText.AssertSame(
            "{" + Contents + """
            ,"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":
             {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","title":"T","additionalProperties":false,"required":["pattern"],
              "properties":{"pattern":{"type":"string","default":"a"},"kind":{"enum":["x"]},
                "list":{"type":"array","minItems":1,"items":{"anyOf":[{"type":"number"},{"$ref":"#/$defs/n"}]}}},
              "$defs":{"n":{"type":"string"}}}},
             "tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object","minProperties":1}}]}]}
            """,
            probe.RequestBody);
        Assert.Equal(["exclusiveMinimum", "minLength", "pattern", "uniqueItems"], probe.Warnings.Select(warning => warning.Message.Split('\'')[1]));
        Assert.All(probe.Told, told => Assert.Equal((WarningCodes.ParameterDropped, "parameters.schema"), told));
    }
}
