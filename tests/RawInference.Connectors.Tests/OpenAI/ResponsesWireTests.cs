using RawInference.Chat;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class ResponsesWireTests
{
    private const string Answer = """
        {"id":"resp_1","object":"response","status":"completed","model":"gpt-5-pro-2025-10-06","output":[
          {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"},{"type":"summary_text","text":"Then"}],"encrypted_content":"abc"},
          {"id":"msg_1","type":"message","role":"assistant","content":[
            {"type":"output_text","text":"Hello","annotations":[{"type":"url_citation","url":"https://example.org"}],"logprobs":[{"token":"H"}]}]},
          {"id":"fc_1","type":"function_call","call_id":"call_1","name":"weather","arguments":"{}"}],
         "usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":2},"output_tokens":4,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":13}}
        """;

    private const string State =
        """{"dialect":"openai.responses","items":[{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"abc"},{"type":"message"},{"type":"function_call","call_id":"call_1"}]}""";

    [Fact]
    public async Task EveryParameter_HasItsFieldOrAWarning()
    {
        var handler = new CannedHandler(Answer);
        var probe = new ChatProbe(handler, "gpt-5-pro");
        await probe.SendAsync(
            new ChatParameters
            {
                Temperature = 0.5,
                TopP = 0.9,
                MaxTokens = 100,
                Stop = ["a"],
                Seed = 7,
                FrequencyPenalty = 1,
                PresencePenalty = 1,
                Count = 1,
                LogProbabilities = true,
                TopLogProbabilities = 2,
                Reasoning = new ReasoningOptions("high", 5, "auto"),
                Schema = JsonText.Element("""{"type":"object"}"""),
                Tools = [new ToolDefinition("weather", "Tells it", JsonText.Element("""{"type":"object"}"""), null), new ToolDefinition("now", null, null, true)],
                ToolChoice = new ToolChoice(ToolChoiceMode.Named, "weather"),
                ParallelToolCalls = true,
            },
            """{"service_tier":"flex"}""");

        Assert.Equal("https://api.acme.test/v1/responses", handler.Uri!.AbsoluteUri);
        JsonText.AssertSame(
            """
            {"model":"gpt-5-pro","input":[{"type":"message","role":"user","content":"Hi"}],"store":false,
             "include":["reasoning.encrypted_content","message.output_text.logprobs"],
             "temperature":0.5,"top_p":0.9,"max_output_tokens":100,"top_logprobs":2,
             "reasoning":{"effort":"high","summary":"auto"},
             "text":{"format":{"type":"json_schema","name":"response","strict":false,"schema":{"type":"object"}}},
             "tools":[{"type":"function","name":"weather","description":"Tells it","parameters":{"type":"object"},"strict":false},
                      {"type":"function","name":"now","parameters":null,"strict":true}],
             "tool_choice":{"type":"function","name":"weather"},"parallel_tool_calls":true,"service_tier":"flex"}
            """,
            probe.RequestBody);
        Assert.Equal(
            ["parameters.stop", "parameters.seed", "parameters.frequency_penalty", "parameters.presence_penalty", "parameters.reasoning.max_tokens"],
            probe.Warnings.Select(warning => warning.Path));
    }

    [Fact]
    public async Task WhatWasFound_IsAmongTheCitations()
    {
        const string Found = """
            {"status":"completed","output":[
              {"type":"search_results","queries":["q"],"results":[{"id":1,"url":"https://a.test","title":"A"}]},
              {"type":"message","content":[{"type":"output_text","text":"x","annotations":[]}]}]}
            """;
        var output = Assert.Single(await new ChatProbe(new CannedHandler(Found), "local", false, ("dialect", "responses")).SendAsync(ChatParameters.Default)).Output;
        JsonText.AssertSame("""[{"id":1,"url":"https://a.test","title":"A"}]""", output.Citations!.Value.GetRawText());
    }

    [Fact]
    public async Task Answer_IsReadWhole()
    {
        var result = Assert.Single(await new ChatProbe(new CannedHandler(Answer), "gpt-5-pro").SendAsync(ChatParameters.Default));
        var output = result.Output;

        Assert.Equal(("Hello", "First\n\nThen", FinishReason.ToolCalls), (output.Text, output.Reasoning, output.FinishReason));
        Assert.Equal([new ToolCall("call_1", "weather", "{}")], output.ToolCalls);
        Assert.Equal(("resp_1", "gpt-5-pro-2025-10-06"), (result.ResponseId, result.Model));
        Assert.Equal(new TokenUsage { Prompt = 9, Completion = 4, CachedPrompt = 2, Reasoning = 3 }, result.Usage);
        JsonText.AssertSame("""[{"type":"url_citation","url":"https://example.org"}]""", output.Citations!.Value.GetRawText());
        JsonText.AssertSame("""{"content":[{"token":"H"}]}""", output.LogProbabilities!.Value.GetRawText());
        JsonText.AssertSame(
            """
            {"dialect":"openai.responses","items":[
              {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"},{"type":"summary_text","text":"Then"}],"encrypted_content":"abc"},
              {"type":"message"},{"type":"function_call","call_id":"call_1"}]}
            """,
            output.ProviderState!.Value.GetRawText());
    }

    [Fact]
    public async Task Conversation_IsWrittenAsItems_WithReasoningAtItsPlace()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "gpt-5-codex");
        await probe.SendAsync(
            ChatParameters.Default,
            null,
            ChatMessage.Of(ChatRole.System, "Be brief"),
            new ChatMessage
            {
                Role = ChatRole.User,
                Parts =
                [
                    ContentPart.Of("Look"),
                    ContentPart.Of(new MediaContent { Kind = MediaKind.Image, Bytes = new byte[] { 1, 2, 3 }, MediaType = "image/png", Detail = "low" }),
                    ContentPart.Of(new MediaContent { Kind = MediaKind.File, Url = "https://example.org/a.pdf" }),
                    ContentPart.Of(new MediaContent { Kind = MediaKind.File, Bytes = new byte[] { 5 }, MediaType = "application/pdf" }),
                ],
            },
            new ChatMessage
            {
                Role = ChatRole.Assistant,
                Parts = [ContentPart.Of("Hello")],
                ToolCalls = [new ToolCall("call_1", "weather", "{}"), new ToolCall("call_2", "weather", "{}")],
                ProviderState = JsonText.Element(State),
            },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "call_1", Parts = [ContentPart.Of("sunny")] });

        JsonText.AssertSame(
            """
            {"model":"gpt-5-codex","input":[
              {"type":"message","role":"system","content":"Be brief"},
              {"type":"message","role":"user","content":[
                {"type":"input_text","text":"Look"},
                {"type":"input_image","image_url":"data:image/png;base64,AQID","detail":"low"},
                {"type":"input_file","file_url":"https://example.org/a.pdf"},
                {"type":"input_file","filename":"file.pdf","file_data":"data:application/pdf;base64,BQ=="}]},
              {"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"abc"},
              {"type":"message","role":"assistant","content":"Hello"},
              {"type":"function_call","call_id":"call_1","name":"weather","arguments":"{}"},
              {"type":"function_call","call_id":"call_2","name":"weather","arguments":"{}"},
              {"type":"function_call_output","call_id":"call_1","output":"sunny"}],
             "store":false,"include":["reasoning.encrypted_content"]}
            """,
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task QuirkOfTheAccount_ChoosesTheDialectForUnknownModels()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "local", false, ("dialect", "responses"));
        await probe.SendAsync(ChatParameters.Default);
        JsonText.AssertSame("""{"model":"local","input":[{"type":"message","role":"user","content":"Hi"}],"store":false}""", probe.RequestBody);
    }

    [Theory]
    [InlineData("max_output_tokens", FinishReason.Length)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    public async Task IncompleteResponse_SaysWhy(string reason, string expected)
    {
        var probe = new ChatProbe(new CannedHandler($$"""{"status":"incomplete","incomplete_details":{"reason":"{{reason}}"},"output":[]}"""), "gpt-5-pro");
        Assert.Equal(expected, Assert.Single(await probe.SendAsync(ChatParameters.Default)).Output.FinishReason);
    }

    [Fact]
    public async Task Refusal_IsNoText()
    {
        var probe = new ChatProbe(
            new CannedHandler("""{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]}"""), "gpt-5-pro");
        var output = Assert.Single(await probe.SendAsync(ChatParameters.Default)).Output;
        Assert.Equal(("", "No."), (output.Text, output.Refusal));
    }

    [Theory]
    [InlineData("""{"status":"failed","error":{"code":"server_error","message":"x"}}""", InferenceErrorCode.ProviderFailed)]
    [InlineData("""{"status":"failed","error":{"code":"rate_limit_exceeded","message":"x"}}""", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("""{"status":"failed","error":{"code":"invalid_prompt","message":"x"}}""", InferenceErrorCode.ProviderContentPolicy)]
    [InlineData("""{"status":"failed","error":{"code":"image_parse_error","message":"x"}}""", InferenceErrorCode.ProviderRefused)]
    [InlineData("""{"status":"failed","error":{"code":"bio_policy","message":"x"}}""", InferenceErrorCode.ProviderContentPolicy)]
    [InlineData("""{"status":"in_progress"}""", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("""{"output":[]}""", InferenceErrorCode.ProviderInvalidAnswer)]
    public async Task ResponseThatIsNone_IsATypedError(string answer, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => new ChatProbe(new CannedHandler(answer), "gpt-5-pro").SendAsync(ChatParameters.Default));
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task SeveralCompletions_AreRefused()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "gpt-5-pro");
        var error = await Assert.ThrowsAsync<InferenceException>(() => probe.SendAsync(new ChatParameters { Count = 2 }));
        Assert.Equal("parameters.n", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task Audio_IsRefusedWithItsPath()
    {
        var audio = new MediaContent { Kind = MediaKind.Audio, Path = "inputs.audio_url", Bytes = new byte[] { 1 }, MediaType = "audio/wav" };
        var error = await Assert.ThrowsAsync<InferenceException>(() => new ChatProbe(new CannedHandler(Answer), "gpt-5-pro").SendAsync(
            ChatParameters.Default, null, new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of("x"), ContentPart.Of(audio)] }));
        Assert.Equal("inputs.audio_url", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task NameAndChangedState_AreToldOrPassedOver()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "local", false, ("dialect", "responses"), ("developer_role", "false"));
        await probe.SendAsync(
            ChatParameters.Default,
            null,
            ChatMessage.Of(ChatRole.Developer, "Be brief"),
            ChatProbe.User("Hi") with { Name = "ann" },
            ChatMessage.Of(ChatRole.Assistant, "x") with { ProviderState = JsonText.Element("""{"dialect":"openai.responses","items":[7,{"type":"function_call","call_id":5}]}""") });

        JsonText.AssertSame(
            """
            {"model":"local","input":[
              {"type":"message","role":"system","content":"Be brief"},
              {"type":"message","role":"user","content":"Hi"},
              {"type":"message","role":"assistant","content":"x"}],"store":false}
            """,
            probe.RequestBody);
        Assert.Equal("inputs.messages[1].name", Assert.Single(probe.Warnings).Path);
    }

    [Fact]
    public async Task ToolResultWithAnImage_IsAListOfParts()
    {
        var probe = new ChatProbe(new CannedHandler(Answer), "local", false, ("dialect", "responses"));
        var image = new MediaContent { Kind = MediaKind.Image, Bytes = new byte[] { 1, 2, 3 }, MediaType = "image/png" };
        await probe.SendAsync(
            ChatParameters.Default, null, new ChatMessage { Role = ChatRole.Tool, ToolCallId = "c1", Parts = [ContentPart.Of("seen"), ContentPart.Of(image)] });

        JsonText.AssertSame(
            """
            {"model":"local","input":[{"type":"function_call_output","call_id":"c1","output":[
              {"type":"input_text","text":"seen"},{"type":"input_image","image_url":"data:image/png;base64,AQID","detail":"auto"}]}],"store":false}
            """,
            probe.RequestBody);
    }
}
