using RawInference.Chat;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class ChatWireTests
{
    private const string Answer = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-2024-08-06",
         "choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null},"logprobs":null,"finish_reason":"stop"}],
         "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,
                  "prompt_tokens_details":{"cached_tokens":2,"audio_tokens":1},"completion_tokens_details":{"reasoning_tokens":3}}}
        """;

    [Fact]
    public async Task PlainChat_IsWrittenAndReadWhole()
    {
        var handler = new CannedHandler(Answer);
        var result = Assert.Single(await new ChatProbe(handler, "gpt-4o").SendAsync(ChatParameters.Default));

        JsonText.AssertSame("""{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}""", handler.Body);
        Assert.Equal("https://api.acme.test/v1/chat/completions", handler.Uri!.AbsoluteUri);
        Assert.Equal($"Bearer {OpenAITarget.Key}", handler.Headers["Authorization"]);
        Assert.Equal("Hello", result.Output.Text);
        Assert.Equal(FinishReason.Stop, result.Output.FinishReason);
        Assert.Equal("chatcmpl-1", result.ResponseId);
        Assert.Equal("gpt-4o-2024-08-06", result.Model);
        Assert.Equal(new TokenUsage { Prompt = 9, Completion = 4, CachedPrompt = 2, AudioPrompt = 1, Reasoning = 3 }, result.Usage);
    }

    [Fact]
    public async Task EveryParameter_HasItsField()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "gpt-4o");
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
                Count = 1,
                LogProbabilities = true,
                TopLogProbabilities = 2,
                Reasoning = new ReasoningOptions("low", 50, "auto"),
                ResponseFormat = ResponseFormat.JsonObject,
                Tools = [new ToolDefinition("weather", "Tells it", JsonText.Element("""{"type":"object","x-own":1}"""), true), new ToolDefinition("now", null, null, null)],
                ToolChoice = new ToolChoice(ToolChoiceMode.Named, "weather"),
                ParallelToolCalls = false,
            },
            """{"top_k":5,"metadata":{"a":"b"}}""");

        JsonText.AssertSame(
            """
            {"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],
             "temperature":0.5,"top_p":0.9,"max_completion_tokens":100,"stop":["a","b"],"seed":7,
             "frequency_penalty":1,"presence_penalty":-1,"n":1,"logprobs":true,"top_logprobs":2,
             "reasoning_effort":"low","response_format":{"type":"json_object"},
             "tools":[{"type":"function","function":{"name":"weather","description":"Tells it","parameters":{"type":"object","x-own":1},"strict":true}},
                      {"type":"function","function":{"name":"now"}}],
             "tool_choice":{"type":"function","function":{"name":"weather"}},"parallel_tool_calls":false,
             "top_k":5,"metadata":{"a":"b"}}
            """,
            probe.RequestBody);
        Assert.Equal(["parameters.reasoning.max_tokens", "parameters.reasoning.summary"], probe.Warnings.Select(warning => warning.Path));
        Assert.All(probe.Warnings, warning => Assert.Equal(WarningCodes.ParameterDropped, warning.Code));
    }

    [Theory]
    [InlineData("""{"title":"Point","type":"object","properties":{"x":{"type":"number"}},"required":["x"],"additionalProperties":false}""", "Point", true)]
    [InlineData("""{"type":"object","properties":{"x":{"type":"number"}},"required":["x"]}""", "response", false)]
    [InlineData("""{"type":"object","properties":{"x":{}},"required":["x"],"additionalProperties":false}""", "response", false)]
    [InlineData("""{"type":"object","properties":{"x":{"type":"array"}},"required":["x"],"additionalProperties":false}""", "response", false)]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string","default":"a"}},"required":["x"],"additionalProperties":false}""", "response", false)]
    [InlineData("""{"type":"object","properties":{"x":{"type":["array","null"],"items":{"$ref":"#/$defs/y"}}},"required":["x"],"additionalProperties":false,"$defs":{"y":{"type":"string","pattern":"a"}}}""", "response", true)]
    public async Task Schema_IsStrictWhereItKeepsTheRules(string schema, string name, bool strict)
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "gpt-4o");
        await probe.SendAsync(new ChatParameters { Schema = JsonText.Element(schema) });

        JsonText.AssertSame(
            $$$"""
            {"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],
             "response_format":{"type":"json_schema","json_schema":{"name":"{{{name}}}","strict":{{{(strict ? "true" : "false")}}},"schema":{{{schema}}} } } }
            """,
            probe.RequestBody);
    }

    [Fact]
    public async Task Media_AreWrittenAsTheirParts()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "gpt-4o");
        await probe.SendAsync(ChatParameters.Default, null, new ChatMessage
        {
            Role = ChatRole.User,
            Parts =
            [
                ContentPart.Of("Look"),
                ContentPart.Of(new MediaContent { Kind = MediaKind.Image, Bytes = new byte[] { 1, 2, 3 }, MediaType = "image/png", Detail = "high" }),
                ContentPart.Of(new MediaContent { Kind = MediaKind.Image, Url = "https://example.org/a.png" }),
                ContentPart.Of(new MediaContent { Kind = MediaKind.Audio, Bytes = new byte[] { 4 }, MediaType = "audio/mpeg" }),
                ContentPart.Of(new MediaContent { Kind = MediaKind.File, Bytes = new byte[] { 5 }, MediaType = "application/pdf", FileName = "a.pdf" }),
            ],
        });

        JsonText.AssertSame(
            """
            {"model":"gpt-4o","messages":[{"role":"user","content":[
              {"type":"text","text":"Look"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"high"}},
              {"type":"image_url","image_url":{"url":"https://example.org/a.png"}},
              {"type":"input_audio","input_audio":{"data":"BA==","format":"mp3"}},
              {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BQ=="}}]}]}
            """,
            probe.RequestBody);
    }

    [Fact]
    public async Task ToolRoundTrip_KeepsIdsAndNames()
    {
        var probe = new ChatProbe(new CannedHandler("""
            {"id":"c","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
              "tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Paris\"}"}}]}}]}
            """), "gpt-4o");
        var result = Assert.Single(await probe.SendAsync(
            ChatParameters.Default,
            null,
            ChatMessage.Of(ChatRole.Developer, "Be brief"),
            ChatProbe.User("Weather?") with { Name = "ann" },
            new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("call_0", "weather", "{not json")] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "call_0", Parts = [ContentPart.Of("sunny")] }));

        JsonText.AssertSame(
            """
            {"model":"gpt-4o","messages":[
              {"role":"developer","content":"Be brief"},
              {"role":"user","content":"Weather?","name":"ann"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"weather","arguments":"{not json"}}]},
              {"role":"tool","content":"sunny","tool_call_id":"call_0"}]}
            """,
            probe.RequestBody);
        Assert.Equal([new ToolCall("call_1", "weather", """{"city":"Paris"}""")], result.Output.ToolCalls);
        Assert.Equal(FinishReason.ToolCalls, result.Output.FinishReason);
        Assert.Null(result.Usage);
    }

    [Fact]
    public async Task Quirks_ChangeTheFields()
    {
        var probe = new ChatProbe(
            new CannedHandler(Answer), "local", false, ("max_tokens_field", "max_tokens"), ("developer_role", "false"));
        await probe.SendAsync(new ChatParameters { MaxTokens = 5 }, null, ChatMessage.Of(ChatRole.Developer, "x"));

        JsonText.AssertSame("""{"model":"local","messages":[{"role":"system","content":"x"}],"max_tokens":5}""", probe.RequestBody);
    }

    [Fact]
    public async Task EverythingElseInAnAnswer_IsKept()
    {
        var probe = new ChatProbe(new CannedHandler("""
            {"id":"c","model":"m","choices":[
              {"index":1,"finish_reason":"content_filter","message":{"content":"","refusal":"No.","reasoning_content":"Hm"}},
              {"index":0,"finish_reason":"length","logprobs":{"content":[]},"message":{"content":"cut","annotations":[{"type":"url_citation"}]}}]}
            """), "gpt-4o");
        var results = await probe.SendAsync(new ChatParameters { Count = 2 });

        Assert.Equal([0, 1], results.Select(result => result.Output.Index));
        Assert.Equal(("length", "cut"), (results[0].Output.FinishReason, results[0].Output.Text));
        JsonText.AssertSame("""[{"type":"url_citation"}]""", results[0].Output.Citations!.Value.GetRawText());
        JsonText.AssertSame("""{"content":[]}""", results[0].Output.LogProbabilities!.Value.GetRawText());
        Assert.Equal(("content_filter", "No.", "Hm"), (results[1].Output.FinishReason, results[1].Output.Refusal, results[1].Output.Reasoning));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":1}""")]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":1,"total_tokens":5}""")]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":2}}""")]
    [InlineData("""{"prompt_tokens":"1","completion_tokens":1}""")]
    [InlineData("""{"prompt_tokens":1.5,"completion_tokens":1}""")]
    [InlineData("""{"prompt_tokens":9223372036854775807,"completion_tokens":1}""")]
    public async Task UsageThatCannotBeTrue_IsLeftOutWithAWarning(string usage)
    {
        var probe = new ChatProbe(new CannedHandler($$"""
            {"choices":[{"finish_reason":"stop","message":{"content":"x"} }],"usage":{{usage}} }
            """), "gpt-4o");
        var result = Assert.Single(await probe.SendAsync(ChatParameters.Default));

        Assert.Null(result.Usage);
        Assert.Equal(WarningCodes.UsageInvalid, Assert.Single(probe.Warnings).Code);
    }

    [Fact]
    public async Task ReasoningCountedBesideTheCompletion_IsAddedToIt()
    {
        var probe = new ChatProbe(new CannedHandler("""
            {"choices":[{"finish_reason":"stop","message":{"content":"x"}}],
             "usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":42,"completion_tokens_details":{"reasoning_tokens":30}}}
            """), "grok");
        var result = Assert.Single(await probe.SendAsync(ChatParameters.Default));

        Assert.Equal(new TokenUsage { Prompt = 10, Completion = 32, Reasoning = 30 }, result.Usage);
    }

    [Theory]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"}}]}""")]
    [InlineData("""{"choices":[{"finish_reason":"stop","message":{"content":5}}]}""")]
    [InlineData("""{"choices":[{"finish_reason":"stop","message":{"content":"\ud800"}}]}""")]
    [InlineData("""{"choices":{}}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task AnswerThatIsNone_IsInvalid(string answer)
    {
        var probe = new ChatProbe(new CannedHandler(answer), "gpt-4o");
        var error = await Assert.ThrowsAsync<InferenceException>(() => probe.SendAsync(ChatParameters.Default));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task ProviderOptionOfTheDialectItself_IsRefused()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "gpt-4o");
        var error = await Assert.ThrowsAsync<InferenceException>(() => probe.SendAsync(ChatParameters.Default, """{"model":"gpt-5-pro"}"""));
        Assert.Equal("parameters.provider_options.model", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task StateOfAnotherDialect_IsLeftOutWithAWarning()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "gpt-4o");
        await probe.SendAsync(
            ChatParameters.Default, null, ChatMessage.Of(ChatRole.Assistant, "x") with { ProviderState = JsonText.Element("""{"dialect":"other"}""") });

        Assert.Equal("inputs.messages[0].provider_state", Assert.Single(probe.Warnings).Path);
        JsonText.AssertSame("""{"model":"gpt-4o","messages":[{"role":"assistant","content":"x"}]}""", probe.RequestBody);
    }
}
