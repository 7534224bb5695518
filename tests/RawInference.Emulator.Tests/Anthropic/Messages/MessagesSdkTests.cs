using System.Text.Json;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using NJsonSchema;

namespace RawInference.Emulator.Tests.Anthropic.Messages;

/// <summary>Messages, as the official SDK sees them.</summary>
public sealed class MessagesSdkTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Schema =
        """{"type":"object","properties":{"city":{"type":"string"},"hot":{"type":"boolean"}},"required":["city","hot"],"additionalProperties":false}""";

    private const string Tools =
        """
        "tools":[{"name":"get_weather","description":"Weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},
                 {"name":"get_time","input_schema":{"type":"object","properties":{}}}]
        """;

    [Fact]
    public async Task Question_IsAnswered()
    {
        var message = await CreateAsync("What is 6 * 7?");

        Assert.True(message.Content[0].TryPickText(out var text));
        Assert.Equal("42", text.Text);
        Assert.Equal("claude-sonnet-4-5-20250929", message.Model.Raw());
        Assert.Equal("end_turn", message.StopReason!.Raw());
        Assert.True(message.Usage.InputTokens > 0);
        Assert.Equal(1, message.Usage.OutputTokens);
        message.Validate();
    }

    [Fact]
    public async Task Stream_BringsTheSameTextAndUsageAsThePlainAnswer()
    {
        var request = MessageRequests.Ask("Why do lighthouses blink?");
        var whole = await emulator.Anthropic.Messages.Create(MessageRequests.ForSdk(request));
        var (text, output, input, stopped) = ("", 0L, 0L, false);

        await foreach (var streamed in emulator.Anthropic.Messages.CreateStreaming(MessageRequests.ForSdk(request)))
        {
            streamed.Validate();
            if (streamed.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var piece))
            {
                text += piece.Text;
            }

            if (streamed.TryPickDelta(out var ending))
            {
                (output, input) = (ending.Usage.OutputTokens, ending.Usage.InputTokens ?? 0);
            }

            stopped |= streamed.TryPickStop(out _);
        }

        Assert.True(whole.Content[0].TryPickText(out var expected));
        Assert.Equal(expected.Text, text);
        Assert.Equal(whole.Usage.OutputTokens, output);
        Assert.Equal(whole.Usage.InputTokens, input);
        Assert.True(stopped);
    }

    [Fact]
    public async Task Thinking_ComesSignedBeforeTheAnswer()
    {
        var message = await CreateAsync("Say yes", more: """{"max_tokens":3000,"thinking":{"type":"enabled","budget_tokens":2000}}""");

        Assert.True(message.Content[0].TryPickThinking(out var thinking));
        Assert.True(message.Content[1].TryPickText(out var text));
        Assert.StartsWith("The request has 2 tokens.", thinking.Thinking, StringComparison.Ordinal);
        Assert.NotEmpty(thinking.Signature);
        Assert.Equal("yes", text.Text);
        Assert.True(message.Usage.OutputTokens > 1);
        Assert.Equal(message.Usage.OutputTokens - 1, message.Usage.OutputTokensDetails!.ThinkingTokens);
    }

    [Fact]
    public async Task ThinkingInAStream_AddsUpWithItsSignature()
    {
        var (thinking, signature) = ("", "");
        var request = MessageRequests.Ask("Say yes", "claude-opus-4-6", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"low"}}""");
        await foreach (var streamed in emulator.Anthropic.Messages.CreateStreaming(MessageRequests.ForSdk(request)))
        {
            if (streamed.TryPickContentBlockDelta(out var delta))
            {
                thinking += delta.Delta.TryPickThinking(out var piece) ? piece.Thinking : "";
                signature += delta.Delta.TryPickSignature(out var seal) ? seal.Signature : "";
            }
        }

        Assert.EndsWith("Step 1: read it again and weigh what it asks for.", thinking, StringComparison.Ordinal);
        Assert.NotEmpty(signature);
    }

    [Fact]
    public async Task NamedTools_AreCalledWithInputFromThePrompt()
    {
        var message = await CreateAsync("Call get_weather for Rome and then call get_time.", more: $"{{{Tools}}}");

        Assert.Equal("tool_use", message.StopReason!.Raw());
        Assert.True(message.Content[0].TryPickToolUse(out var weather));
        Assert.True(message.Content[1].TryPickToolUse(out var time));
        Assert.StartsWith("toolu_", weather.ID, StringComparison.Ordinal);
        Assert.Equal(("get_weather", "get_time"), (weather.Name, time.Name));
        Assert.Contains("Rome", weather.Input["city"].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"auto","disable_parallel_tool_use":true}""", "Call get_weather and get_time.", "get_weather")]
    [InlineData("""{"type":"any"}""", "Hello", "get_weather")]
    [InlineData("""{"type":"tool","name":"get_time"}""", "Hello", "get_time")]
    [InlineData("""{"type":"none"}""", "Call get_weather", null)]
    public async Task ToolChoice_DecidesOverThePrompt(string choice, string prompt, string? expected)
    {
        var message = await CreateAsync(prompt, more: $$"""{{{Tools}},"tool_choice":{{choice}}}""");

        var calls = message.Content.Select(block => block.TryPickToolUse(out var call) ? call.Name : null).OfType<string>();
        Assert.Equal(expected is null ? [] : [expected], calls);
    }

    [Fact]
    public async Task Schema_IsFulfilled()
    {
        var message = await CreateAsync("Weather in Lima?", more: """{"output_config":{"format":{"type":"json_schema","schema":""" + Schema + "}}}");

        Assert.True(message.Content[0].TryPickText(out var text));
        Assert.Empty((await JsonSchema.FromJsonAsync(Schema)).Validate(text.Text));
        Assert.Contains("Lima", text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status:400", typeof(AnthropicBadRequestException))]
    [InlineData("status:401", typeof(AnthropicUnauthorizedException))]
    [InlineData("status:403", typeof(AnthropicForbiddenException))]
    [InlineData("status:404", typeof(AnthropicNotFoundException))]
    [InlineData("status:429", typeof(AnthropicRateLimitException))]
    [InlineData("status:500", typeof(Anthropic5xxException))]
    [InlineData("status:529", typeof(AnthropicOverloadedException))]
    public async Task FailingStatus_IsTheSdksException(string fault, System.Type expected)
    {
        var exception = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => CreateAsync("Hello", $"claude-haiku-4-5@fault={fault}"));

        Assert.Equal(expected, exception.GetType());
        Assert.StartsWith("req_", exception.RequestID, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsTheSdksException()
    {
        var exception = await Assert.ThrowsAsync<AnthropicBadRequestException>(() => CreateAsync("Hello", more: """{"max_tokens":70000}"""));

        Assert.Contains("max_tokens: 70000 > 64000", exception.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountedTokens_AreThoseOfTheMessage()
    {
        var message = await CreateAsync("Count these tokens, please.");

        var request = MessageRequests.Ask("Count these tokens, please.");
        request.Remove("max_tokens");
        var counted = await emulator.Anthropic.Messages.CountTokens(MessageCountTokensParams.FromRawUnchecked(
            new Dictionary<string, JsonElement>(), new Dictionary<string, JsonElement>(), request.Deserialize<Dictionary<string, JsonElement>>()!));

        Assert.Equal(message.Usage.InputTokens, counted.InputTokens);
    }

    private Task<Message> CreateAsync(string prompt, string model = "claude-sonnet-4-5", string more = "{}") =>
        emulator.Anthropic.Messages.Create(MessageRequests.ForSdk(MessageRequests.Ask(prompt, model, more)));
}
