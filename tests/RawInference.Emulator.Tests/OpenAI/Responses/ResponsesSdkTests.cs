using System.ClientModel;
using NJsonSchema;
using OpenAI.Responses;

namespace RawInference.Emulator.Tests.OpenAI.Responses;

/// <summary>Responses, as the official SDK sees them.</summary>
public sealed class ResponsesSdkTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Schema =
        """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    [Fact]
    public async Task Question_IsAnswered()
    {
        ResponseResult response = await Client().CreateResponseAsync(Options("gpt-4o-mini", "What is 12 / 4?"));

        Assert.Equal("3", response.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal(response.Usage.InputTokenCount + response.Usage.OutputTokenCount, response.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Stream_BringsTheSameTextAndUsageAsThePlainAnswer()
    {
        ResponseResult whole = await Client().CreateResponseAsync(Options("gpt-4o-mini", "Why do lighthouses blink?"));
        var options = Options("gpt-4o-mini", "Why do lighthouses blink?");
        options.StreamingEnabled = true;
        var text = "";
        ResponseResult? completed = null;
        await foreach (var update in await Client().CreateResponseStreamingAsync(options))
        {
            text += update is StreamingResponseOutputTextDeltaUpdate delta ? delta.Delta : "";
            completed = update is StreamingResponseCompletedUpdate end ? end.Response : completed;
        }

        Assert.Equal(whole.GetOutputText(), text);
        Assert.Equal(text, completed?.GetOutputText());
        Assert.Equal(whole.Usage.TotalTokenCount, completed?.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task ReasoningItem_TravelsBackEncryptedWithTheToolResult()
    {
        var options = Options("gpt-5-pro", "Use get_weather for Oslo");
        options.StoredOutputEnabled = false;
        options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        options.ReasoningOptions = new ResponseReasoningOptions { ReasoningSummaryVerbosity = ResponseReasoningSummaryVerbosity.Auto };
        options.Tools.Add(ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(Schema), true, "Weather"));
        ResponseResult first = await Client().CreateResponseAsync(options);
        var reasoning = Assert.Single(first.OutputItems.OfType<ReasoningResponseItem>());
        var call = Assert.Single(first.OutputItems.OfType<FunctionCallResponseItem>());
        foreach (var item in first.OutputItems.Append(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "12 degrees")))
        {
            options.InputItems.Add(item);
        }

        ResponseResult second = await Client().CreateResponseAsync(options);

        Assert.NotEmpty(reasoning.EncryptedContent);
        Assert.NotEmpty(reasoning.GetSummaryText());
        Assert.Equal("""{"city":"Oslo"}""", call.FunctionArguments.ToString());
        Assert.Equal("get_weather says: 12 degrees", second.GetOutputText());
        Assert.True(second.Usage.OutputTokenDetails.ReasoningTokenCount > 0);
    }

    [Fact]
    public async Task JsonSchema_IsFulfilled()
    {
        var options = Options("gpt-4o", "Which city is in Peru: is it Lima?");
        options.TextOptions = new ResponseTextOptions
        {
            TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("place", BinaryData.FromString(Schema), jsonSchemaIsStrict: true),
        };

        ResponseResult response = await Client().CreateResponseAsync(options);

        Assert.Empty((await JsonSchema.FromJsonAsync(Schema)).Validate(response.GetOutputText()));
    }

    [Fact]
    public async Task TokenLimit_MakesTheResponseIncomplete()
    {
        var options = Options("gpt-4o-mini", "Write 200 words");
        options.MaxOutputTokenCount = 16;

        ResponseResult response = await Client().CreateResponseAsync(options);

        Assert.Equal(ResponseStatus.Incomplete, response.Status);
        Assert.Equal(ResponseIncompleteStatusReason.MaxOutputTokens, response.IncompleteStatusDetails.Reason);
        Assert.Equal(16, response.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task Refusal_ReachesTheClient()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(
            () => Client().CreateResponseAsync(Options("gpt-audio", "Hello")));

        Assert.Equal(404, exception.Status);
    }

    private static CreateResponseOptions Options(string model, string prompt) =>
        new(model, [ResponseItem.CreateUserMessageItem(prompt)]);

    private ResponsesClient Client() => emulator.OpenAI.GetResponsesClient();
}
