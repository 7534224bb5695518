using RawInference.Chat;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesWireTests
{
    [Fact]
    public async Task PlainChat_IsAskedForByKeyAndVersion()
    {
        var handler = new CannedHandler(MessagesProbe.Hello);
        await new MessagesProbe(handler).SendAsync();

        JsonText.AssertSame("""{"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}""", handler.Body);
        Assert.Equal("https://api.acme.test/v1/messages", handler.Uri!.AbsoluteUri);
        Assert.Equal((AnthropicTarget.Key, "2023-06-01"), (handler.Headers["x-api-key"], handler.Headers["anthropic-version"]));
        Assert.DoesNotContain("anthropic-beta", handler.Headers.Keys);
        Assert.DoesNotContain("Authorization", handler.Headers.Keys);
    }

    [Fact]
    public async Task EveryParameter_HasItsFieldOrAWarning()
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello);
        await probe.SendAsync(
            new ChatParameters
            {
                Temperature = 0.5,
                MaxTokens = 100,
                Stop = ["a", "b"],
                Seed = 7,
                FrequencyPenalty = 1,
                PresencePenalty = -1,
                Count = 1,
                LogProbabilities = true,
                TopLogProbabilities = 2,
                ResponseFormat = ResponseFormat.Text,
                Schema = JsonText.Element("""{"type":"object","properties":{},"additionalProperties":false}"""),
            },
            """{"top_k":5,"metadata":{"user_id":"u"},"cache_control":{"type":"ephemeral","ttl":"1h"},"service_tier":"standard_only"}""");

        JsonText.AssertSame(
            """
            {"model":"claude-x","max_tokens":100,"messages":[{"role":"user","content":"Hi"}],
             "temperature":0.5,"stop_sequences":["a","b"],
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{},"additionalProperties":false}}},
             "top_k":5,"metadata":{"user_id":"u"},"cache_control":{"type":"ephemeral","ttl":"1h"},"service_tier":"standard_only"}
            """,
            probe.RequestBody);
        Assert.Equal(
            ["parameters.seed", "parameters.frequency_penalty", "parameters.presence_penalty", "parameters.logprobs", "parameters.top_logprobs"],
            probe.WarnedPaths);
        Assert.All(probe.Warnings, warning => Assert.Equal(WarningCodes.ParameterDropped, warning.Code));
    }

    [Fact]
    public async Task TopP_IsSentWithoutTemperatureOnly()
    {
        var alone = MessagesProbe.OfAnswer(MessagesProbe.Hello);
        var both = MessagesProbe.OfAnswer(MessagesProbe.Hello);
        await alone.SendAsync(new ChatParameters { TopP = 0.9 });
        await both.SendAsync(new ChatParameters { TopP = 0.9, Temperature = 1 });

        JsonText.AssertSame("""{"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],"top_p":0.9}""", alone.RequestBody);
        JsonText.AssertSame("""{"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],"temperature":1}""", both.RequestBody);
        Assert.Empty(alone.Warnings);
        Assert.Equal(["parameters.top_p"], both.WarnedPaths);
    }

    [Theory]
    [InlineData("claude-opus-5-5", 128_000)]
    [InlineData("claude-haiku-4-5", 64_000)]
    [InlineData("claude-x", 4_096)]
    public async Task MaxTokens_AreTheModelsMostWhereTheCallerSetsNone(string model, int expected)
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello, model);
        await probe.SendAsync();
        Assert.Equal(expected, JsonText.Element(probe.RequestBody).GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task SeveralCompletions_AreRefused() => await AssertRefusedAsync("parameters.n", new ChatParameters { Count = 2 });

    [Fact]
    public async Task JsonWithoutASchema_IsRefused() =>
        await AssertRefusedAsync("parameters.response_format", new ChatParameters { ResponseFormat = ResponseFormat.JsonObject });

    [Fact]
    public async Task ProviderOptionOfTheDialectItself_IsRefused() =>
        await AssertRefusedAsync("parameters.provider_options.thinking", ChatParameters.Default, """{"thinking":{"type":"disabled"}}""");

    [Fact]
    public async Task VersionOfTheAccount_IsSent()
    {
        var handler = new CannedHandler(MessagesProbe.Hello);
        var connector = AnthropicTarget.Connector(handler);
        var target = AnthropicTarget.Of(connector, "m", new Uri("http://localhost:1/anthropic/v1/"));
        await connector.CreateChatService(target with { Account = target.Account with { ApiVersion = "2030-01-01", ApiKey = null } })
            .GetChatMessageContentsAsync(new Microsoft.SemanticKernel.ChatCompletion.ChatHistory("Hi"));

        Assert.Equal(("http://localhost:1/anthropic/v1/messages", "2030-01-01"), (handler.Uri!.AbsoluteUri, handler.Headers["anthropic-version"]));
        Assert.DoesNotContain("x-api-key", handler.Headers.Keys);
    }

    private static async Task AssertRefusedAsync(string path, ChatParameters parameters, string? options = null)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => MessagesProbe.OfAnswer(MessagesProbe.Hello).SendAsync(parameters, options));
        Assert.Equal((InferenceErrorCode.InvalidRequest, path), (error.Code, Assert.Single(error.Problems).Path));
    }
}
