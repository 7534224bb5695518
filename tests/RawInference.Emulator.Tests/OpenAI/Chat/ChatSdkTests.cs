using System.ClientModel;
using NJsonSchema;
using OpenAI.Chat;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.OpenAI.Chat;

/// <summary>Chat Completions, as the official SDK sees them.</summary>
public sealed class ChatSdkTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string WeatherSchema =
        """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":7},"unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["city","days","unit"],"additionalProperties":false}""";

    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool("get_weather", "Weather", BinaryData.FromString(WeatherSchema), true);
    private static readonly ChatTool Clock = ChatTool.CreateFunctionTool("get_time", "Time");

    [Fact]
    public async Task Question_IsAnswered()
    {
        ChatCompletion completion = await Client().CompleteChatAsync("What is 6 * 7?");

        Assert.Equal("42", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal("gpt-4o-mini-2024-07-18", completion.Model);
        Assert.StartsWith("fp_", completion.SystemFingerprint, StringComparison.Ordinal);
        Assert.Equal(completion.Usage.InputTokenCount + completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Stream_BringsTheSameTextAndUsageAsThePlainAnswer()
    {
        ChatCompletion whole = await Client().CompleteChatAsync("Why do lighthouses blink?");
        var text = "";
        ChatTokenUsage? usage = null;
        ChatFinishReason? finish = null;
        await foreach (var update in Client().CompleteChatStreamingAsync("Why do lighthouses blink?"))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(whole.Content[0].Text, text);
        Assert.Equal(ChatFinishReason.Stop, finish);
        Assert.Equal(whole.Usage.OutputTokenCount, usage?.OutputTokenCount);
        Assert.Equal(whole.Usage.InputTokenCount, usage?.InputTokenCount);
    }

    [Fact]
    public async Task DeclaredTool_IsCalledWithArgumentsFromThePrompt()
    {
        ChatCompletion completion = await Client().CompleteChatAsync(
            [new UserChatMessage("Use get_weather for Paris, days: 3, in fahrenheit.")], new ChatCompletionOptions { Tools = { Weather } });

        var call = Assert.Single(completion.ToolCalls);
        Assert.Equal(ChatFinishReason.ToolCalls, completion.FinishReason);
        Assert.Equal("get_weather", call.FunctionName);
        Assert.Equal("""{"city":"Paris","days":3,"unit":"fahrenheit"}""", call.FunctionArguments.ToString());
    }

    [Fact]
    public async Task TwoToolsNamed_AreCalledInOneStream()
    {
        var arguments = new Dictionary<int, string>();
        var names = new List<string>();
        await foreach (var update in Client().CompleteChatStreamingAsync(
            [new UserChatMessage("Call get_weather for Rome and then call get_time.")], new ChatCompletionOptions { Tools = { Weather, Clock } }))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                names.AddRange(call.FunctionName is { Length: > 0 } name ? [name] : []);
                arguments[call.Index] = arguments.GetValueOrDefault(call.Index) + call.FunctionArgumentsUpdate;
            }
        }

        Assert.Equal(["get_weather", "get_time"], names);
        Assert.Empty((await JsonSchema.FromJsonAsync(WeatherSchema)).Validate(arguments[0]));
        Assert.Contains("Rome", arguments[0], StringComparison.Ordinal);
        Assert.Equal("{}", arguments[1]);
    }

    [Fact]
    public async Task ParallelCallsSwitchedOff_OneToolIsCalled()
    {
        var options = new ChatCompletionOptions { Tools = { Weather, Clock }, AllowParallelToolCalls = false };

        ChatCompletion completion = await Client().CompleteChatAsync([new UserChatMessage("Call get_weather and get_time.")], options);

        Assert.Single(completion.ToolCalls);
    }

    [Fact]
    public async Task ToolChoice_DecidesOverThePrompt()
    {
        var named = new ChatCompletionOptions { Tools = { Weather, Clock }, ToolChoice = ChatToolChoice.CreateFunctionChoice("get_time") };
        var required = new ChatCompletionOptions { Tools = { Weather, Clock }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        var none = new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateNoneChoice() };

        ChatCompletion byName = await Client().CompleteChatAsync([new UserChatMessage("Hello")], named);
        ChatCompletion byNeed = await Client().CompleteChatAsync([new UserChatMessage("Hello")], required);
        ChatCompletion forbidden = await Client().CompleteChatAsync([new UserChatMessage("Call get_weather")], none);

        Assert.Equal("get_time", Assert.Single(byName.ToolCalls).FunctionName);
        Assert.Equal("get_weather", Assert.Single(byNeed.ToolCalls).FunctionName);
        Assert.Empty(forbidden.ToolCalls);
    }

    [Fact]
    public async Task ToolResult_IsUsedInTheAnswer()
    {
        var options = new ChatCompletionOptions { Tools = { Weather } };
        List<ChatMessage> messages = [new UserChatMessage("Use get_weather for Oslo")];
        ChatCompletion first = await Client().CompleteChatAsync(messages, options);
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new ToolChatMessage(first.ToolCalls[0].Id, "12 degrees and clear"));

        ChatCompletion second = await Client().CompleteChatAsync(messages, options);

        Assert.Equal("get_weather says: 12 degrees and clear", second.Content[0].Text);
    }

    [Fact]
    public async Task JsonSchema_IsFulfilled()
    {
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("weather", BinaryData.FromString(WeatherSchema), jsonSchemaIsStrict: true),
        };

        ChatCompletion completion = await Client().CompleteChatAsync([new UserChatMessage("Weather in Lima?")], options);

        Assert.Empty((await JsonSchema.FromJsonAsync(WeatherSchema)).Validate(completion.Content[0].Text));
        Assert.Contains("Lima", completion.Content[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonObject_IsOne()
    {
        var options = new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonObjectFormat() };

        ChatCompletion completion = await Client().CompleteChatAsync([new UserChatMessage("Say hello as json")], options);

        Assert.Equal("""{"answer":"hello as json"}""", completion.Content[0].Text);
    }

    [Fact]
    public async Task Image_IsDescribedByItsHeader()
    {
        var part = ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(MediaLibrary.Files["lighthouse.png"].Bytes), "image/png");

        ChatCompletion completion = await Client("gpt-4o").CompleteChatAsync(
            new UserChatMessage(ChatMessageContentPart.CreateTextPart("Describe this image"), part));

        Assert.Equal("The image is a PNG, 96x64 pixels.", completion.Content[0].Text);
    }

    [Fact]
    public async Task Recording_IsDescribedAndCounted()
    {
        var part = ChatMessageContentPart.CreateInputAudioPart(BinaryData.FromBytes(MediaLibrary.Files["tone.wav"].Bytes), ChatInputAudioFormat.Wav);

        ChatCompletion completion = await Client("gpt-4o-audio-preview").CompleteChatAsync(new UserChatMessage(part));

        Assert.Equal("The recording lasts 1.50 seconds at 16000 Hz.", completion.Content[0].Text);
        Assert.Equal(15, completion.Usage.InputTokenDetails.AudioTokenCount);
    }

    [Fact]
    public async Task Document_IsDescribed()
    {
        var pdf = MediaLibrary.Files["document.pdf"].Bytes;
        var part = ChatMessageContentPart.CreateFilePart(BinaryData.FromBytes(pdf), "application/pdf", "document.pdf");

        ChatCompletion completion = await Client("gpt-4o").CompleteChatAsync(new UserChatMessage(part));

        Assert.Equal($"The PDF is {pdf.Length} bytes long and has 1 page.", completion.Content[0].Text);
    }

    [Fact]
    public async Task ReasoningModel_CountsItsReasoning()
    {
        var options = new ChatCompletionOptions { ReasoningEffortLevel = ChatReasoningEffortLevel.High };

        ChatCompletion completion = await Client("gpt-5-mini").CompleteChatAsync([new UserChatMessage("Say yes")], options);

        Assert.Equal("yes", completion.Content[0].Text);
        Assert.Equal(256, completion.Usage.OutputTokenDetails.ReasoningTokenCount);
        Assert.Equal(257, completion.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task Logprobs_CoverTheWholeText()
    {
        var options = new ChatCompletionOptions { IncludeLogProbabilities = true, TopLogProbabilityCount = 3 };

        ChatCompletion completion = await Client().CompleteChatAsync([new UserChatMessage("Say one two three")], options);

        Assert.Equal("one two three", string.Concat(completion.ContentTokenLogProbabilities.Select(each => each.Token)));
        Assert.All(completion.ContentTokenLogProbabilities, each =>
        {
            Assert.True(each.LogProbability < 0);
            Assert.Equal(3, each.TopLogProbabilities.Count);
        });
    }

    [Fact]
    public async Task UnknownModel_IsNotFound()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(() => Client("gpt-9").CompleteChatAsync("Hello"));

        Assert.Equal(404, exception.Status);
        Assert.Contains("The model `gpt-9` does not exist", exception.Message, StringComparison.Ordinal);
    }

    private ChatClient Client(string model = "gpt-4o-mini") => emulator.OpenAI.GetChatClient(model);
}
