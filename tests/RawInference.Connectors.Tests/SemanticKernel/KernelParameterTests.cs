using System.Text.Json;
using Microsoft.SemanticKernel;
using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>What becomes of a caller's parameters and messages.</summary>
public sealed class KernelParameterTests : IDisposable
{
    private static readonly ChatParameters All = new()
    {
        Temperature = 0.5,
        TopP = 0.25,
        MaxTokens = 9,
        Stop = ["x"],
        Seed = 3,
        FrequencyPenalty = 1,
        PresencePenalty = -1,
        LogProbabilities = true,
        TopLogProbabilities = 2,
        Reasoning = new ReasoningOptions("high", 100, "auto"),
    };

    private static readonly ToolDefinition Weather = new(
        "get-weather", "Tells", JsonText.Element("""{"type":"object","properties":{"city":{"type":"string","enum":["Paris"]},"days":{"type":"integer"}},"required":["city"],"additionalProperties":false}"""), true);

    private static readonly ToolDefinition Time = new("time", null, null, null);

    private readonly CannedHandler _handler = new("""{"id":"c1","model":"m-1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""");

    private JsonElement Body => JsonText.Element(_handler.Body);

    public void Dispose() => _handler.Dispose();

    [Fact]
    public async Task KernelsOwnConnector_IsGivenEachParameter()
    {
        var probe = KernelProbe.OfKernel(_handler, options => options.ProviderOptions.Add("top_k"));
        await probe.SendAsync(All, """{"top_k":5}""");

        AssertMembers("""
            {"temperature":0.5,"top_p":0.25,"max_completion_tokens":9,"stop":["x"],"seed":3,"frequency_penalty":1,"presence_penalty":-1,"logprobs":true,
             "top_logprobs":2,"reasoning_effort":"high","top_k":5}
            """);
        Assert.Equal(["parameters.reasoning.max_tokens", "parameters.reasoning.summary"], probe.Dropped);
    }

    [Fact]
    public async Task Client_IsGivenEachParameterThatItHasAFieldFor()
    {
        var probe = KernelProbe.OfClient(_handler);
        await probe.SendAsync(All);

        AssertMembers("""
            {"temperature":0.5,"top_p":0.25,"max_completion_tokens":9,"stop":["x"],"seed":3,"frequency_penalty":1,"presence_penalty":-1,"reasoning_effort":"high"}
            """);
        Assert.Equal(["parameters.logprobs", "parameters.top_logprobs", "parameters.reasoning.max_tokens"], probe.Dropped);
    }

    [Fact]
    public async Task ServiceOfAnotherMake_IsGivenTheNamesThatMostRead()
    {
        var chat = new FakeKernelChat();
        await KernelProbe.Of(chat, options => options.ProviderOptions.Add("deep")).SendAsync(All with { Tools = [Time] }, """{"deep":{"a":1.5}}""");
        var data = chat.Settings!.ExtensionData!;

        Assert.Equal(
            ["deep", "frequency_penalty", "logprobs", "max_tokens", "presence_penalty", "reasoning_effort", "seed", "stop", "stop_sequences", "temperature", "top_logprobs", "top_p"],
            data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((0.5, 9, "high"), (data["temperature"], data["max_tokens"], data["reasoning_effort"]));
        Assert.NotNull(chat.Settings.FunctionChoiceBehavior);
    }

    [Fact]
    public async Task OwnTranslation_IsUsedInstead()
    {
        var chat = new FakeKernelChat();
        await KernelProbe.Of(chat, options => options.Settings = own => new PromptExecutionSettings { ModelId = $"{own.Chat.Temperature}" }).SendAsync(All with { Count = 2 });
        Assert.Equal("0.5", chat.Settings!.ModelId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Schema_ReachesTheWire(bool kernel)
    {
        var schema = JsonText.Element("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""");
        await Probe(kernel).SendAsync(new ChatParameters { Schema = schema });
        var format = Body.GetProperty("response_format");

        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.True(JsonElement.DeepEquals(schema, format.GetProperty("json_schema").GetProperty("schema")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task JsonFormat_ReachesTheWire(bool kernel)
    {
        await Probe(kernel).SendAsync(new ChatParameters { ResponseFormat = ResponseFormat.JsonObject });
        Assert.Equal("json_object", Body.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task WhatAServiceCannotBeGiven_IsRefused()
    {
        foreach (var (parameters, path) in new (ChatParameters, string)[]
        {
            (new() { Count = 2 }, "parameters.n"),
            (new() { Schema = JsonText.Element("{}") }, "parameters.schema"),
            (new() { ResponseFormat = ResponseFormat.JsonObject }, "parameters.response_format"),
            (new() { Tools = [new("t", null, JsonText.Element("""{"properties":{"a":{"$ref":"#/$defs/b"}}}"""), null)] }, "parameters.tools[0].parameters"),
            (new() { Tools = [Time], ToolChoice = new ToolChoice(ToolChoiceMode.Named, "other") }, "parameters.tool_choice"),
        })
        {
            var error = await Assert.ThrowsAsync<InferenceException>(() => KernelProbe.Of(new FakeKernelChat()).SendAsync(parameters));
            Assert.Equal(path, Assert.Single(error.Problems).Path);
        }
    }

    [Fact]
    public async Task ProviderOptionThatIsNotNamed_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => KernelProbe.OfClient(_handler).SendAsync(null, """{"api_key":"k"}"""));
        Assert.Equal("parameters.provider_options.api_key", Assert.Single(error.Problems).Path);
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, "auto", 2)]
    [InlineData(ToolChoiceMode.Required, "required", 2)]
    [InlineData(ToolChoiceMode.None, "none", 2)]
    [InlineData(ToolChoiceMode.Named, "required", 1)]
    public async Task Tools_AreFunctionsOfTheKernel(ToolChoiceMode mode, string choice, int count)
    {
        var probe = KernelProbe.OfKernel(_handler);
        await probe.SendAsync(new ChatParameters { Tools = [Weather, Time], ToolChoice = new ToolChoice(mode, "get-weather"), ParallelToolCalls = false });

        Assert.Equal((choice, count, false), (Body.GetProperty("tool_choice").GetString(), Body.GetProperty("tools").GetArrayLength(), Body.GetProperty("parallel_tool_calls").GetBoolean()));
        var function = Body.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal(("get-weather", "Tells"), (function.GetProperty("name").GetString(), function.GetProperty("description").GetString()));
        JsonText.AssertSame("""{"type":"string","enum":["Paris"]}""", function.GetProperty("parameters").GetProperty("properties").GetProperty("city").GetRawText());
        Assert.Equal(["parameters.tools.strict", "parameters.tools[0].parameters"], probe.Dropped.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tools_AreDeclaredToAClientWhole()
    {
        var probe = KernelProbe.OfClient(_handler);
        await probe.SendAsync(new ChatParameters { Tools = [Weather, Time], ToolChoice = new ToolChoice(ToolChoiceMode.Named, "get-weather") });
        var function = Body.GetProperty("tools")[0].GetProperty("function");

        Assert.True(JsonElement.DeepEquals(Weather.Parameters!.Value.GetProperty("properties"), function.GetProperty("parameters").GetProperty("properties")));
        Assert.False(function.GetProperty("parameters").GetProperty("additionalProperties").GetBoolean());
        Assert.True(function.GetProperty("strict").GetBoolean());
        Assert.Equal("get-weather", Body.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
        Assert.Empty(probe.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Conversation_ReachesTheWire(bool kernel)
    {
        await Probe(kernel).SendAsync(
            null,
            null,
            ChatMessage.Of(ChatRole.System, "Be brief"),
            new ChatMessage
            {
                Role = ChatRole.User,
                Parts = [ContentPart.Of("What?"), ContentPart.Of(new MediaContent { Kind = MediaKind.Image, Bytes = new byte[] { 1, 2 }, MediaType = "image/png", Detail = "low" })],
            },
            new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("a", "look", """{"x":1}""")] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "a", Parts = [ContentPart.Of("a cat")] });
        var messages = Body.GetProperty("messages");

        Assert.Equal(["system", "user", "assistant", "tool"], messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        var image = messages[1].GetProperty("content")[1].GetProperty("image_url");
        Assert.Equal(("data:image/png;base64,AQI=", "low"), (image.GetProperty("url").GetString(), image.GetProperty("detail").GetString()));
        var function = messages[2].GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("look", function.GetProperty("name").GetString());
        JsonText.AssertSame("""{"x":1}""", function.GetProperty("arguments").GetString()!);
        Assert.Equal("a", messages[3].GetProperty("tool_call_id").GetString());
    }

    [Fact]
    public async Task StateOfAnotherProvider_IsLeftOutWithAWarning()
    {
        var probe = KernelProbe.OfClient(_handler);
        await probe.SendAsync(null, null, new ChatMessage { Role = ChatRole.Assistant, Parts = [ContentPart.Of("a")], ProviderState = JsonText.Element("{}") }, ChatMessage.Of(ChatRole.User, "b"));
        Assert.Equal(["inputs.messages[0].provider_state"], probe.Dropped);
    }

    private KernelProbe Probe(bool kernel) => kernel ? KernelProbe.OfKernel(_handler) : KernelProbe.OfClient(_handler);

    private void AssertMembers(string expected)
    {
        foreach (var member in JsonText.Element(expected).EnumerateObject())
        {
            Assert.True(Body.TryGetProperty(member.Name, out var value), member.Name);
            JsonText.AssertSame(member.Value.GetRawText(), value.GetRawText());
        }
    }
}
