using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Wire;
using RawInference.Core;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.OpenAI;

public sealed class KernelRegistrationTests : IDisposable
{
    private const string Answer = """{"choices":[{"finish_reason":"stop","message":{"content":"Hello"}}]}""";

    private readonly CannedHandler _handler = new(Answer);

    public void Dispose() => _handler.Dispose();

    private Kernel KernelOf(Action<IKernelBuilder> add)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(new UpstreamClient(_handler, new UpstreamOptions(), TimeProvider.System));
        add(builder);
        return builder.Build();
    }

    [Fact]
    public async Task ChatService_AnswersAPromptOfAnyKernel()
    {
        var kernel = KernelOf(builder => builder.AddRawInferenceOpenAIChatCompletion("gpt-4o", "sk-x"));
        var answer = await kernel.InvokePromptAsync("Hi", new KernelArguments(new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object> { ["temperature"] = 0.5, ["max_tokens"] = 10, ["provider_options"] = new { top_k = 3 } },
        }));

        Assert.Equal("Hello", answer.ToString());
        Assert.Equal("https://api.openai.com/v1/chat/completions", _handler.Uri!.AbsoluteUri);
        JsonText.AssertSame(
            """{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"max_completion_tokens":10,"top_k":3}""",
            _handler.Body);
    }

    /// <summary>A model that answers only on Responses shows whether its card was found.</summary>
    [Theory]
    [InlineData("gpt-5-pro", "responses")]
    [InlineData("gpt-5-pro-2025-10-06", "responses")]
    [InlineData("gpt-5-pro-of-mine", "chat/completions")]
    public async Task Snapshot_HasItsFamilysCard(string model, string path)
    {
        var chat = KernelOf(builder => builder.AddRawInferenceOpenAIChatCompletion(model, "sk-x")).GetRequiredService<IChatCompletionService>();
        await Record.ExceptionAsync(() => chat.GetChatMessageContentAsync("Hi"));
        Assert.Equal($"https://api.openai.com/v1/{path}", _handler.Uri!.AbsoluteUri);
    }

    [Fact]
    public void EachService_IsKeyedByItsId()
    {
        var kernel = KernelOf(builder => builder
            .AddRawInferenceOpenAIChatCompletion("a", null, new Uri("http://localhost:1/v1"), "chat")
            .AddRawInferenceOpenAIEmbeddingGenerator("b", null, serviceId: "vectors")
            .AddRawInferenceOpenAIAudioToText("c", null, serviceId: "words")
            .AddRawInferenceOpenAITextToImage("d", null, serviceId: "images")
            .AddRawInferenceOpenAITextToAudio("e", null, serviceId: "speech"));

        Assert.Equal("a", kernel.GetRequiredService<IChatCompletionService>("chat").Attributes["ModelId"]);
        Assert.Equal("b", kernel.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>("vectors").GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Equal("c", kernel.GetRequiredService<IAudioToTextService>("words").Attributes["ModelId"]);
        Assert.Equal("d", kernel.GetRequiredService<ITextToImageService>("images").Attributes["ModelId"]);
        Assert.Equal("e", kernel.GetRequiredService<ITextToAudioService>("speech").Attributes["ModelId"]);
    }

    [Theory]
    [InlineData("temprature")]
    [InlineData("stream")]
    public async Task SettingThatNobodyKnows_IsRefused(string name)
    {
        var chat = KernelOf(builder => builder.AddRawInferenceOpenAIChatCompletion("m", null)).GetRequiredService<IChatCompletionService>();
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { [name] = true } };
        var error = await Assert.ThrowsAsync<InferenceException>(() => chat.GetChatMessageContentAsync("Hi", settings));
        Assert.Equal($"parameters.{name}", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task FunctionsToRunAndForeignSettings_AreRefused()
    {
        var chat = KernelOf(builder => builder.AddRawInferenceOpenAIChatCompletion("m", null)).GetRequiredService<IChatCompletionService>();
        foreach (var settings in new[]
        {
            new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() },
            new Microsoft.SemanticKernel.Connectors.OpenAI.OpenAIPromptExecutionSettings { Temperature = 1 },
        })
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => chat.GetChatMessageContentAsync("Hi", settings));
        }
    }

    [Fact]
    public async Task ExtensionData_IsReadByImagesAndSpeechToo()
    {
        var handler = new CannedHandler("""{"data":[{"url":"https://a.test/a"}]}""");
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(new UpstreamClient(handler, new UpstreamOptions(), TimeProvider.System));
        var kernel = builder.AddRawInferenceOpenAITextToImage("dall-e-3", "sk-x").AddRawInferenceOpenAITextToAudio("tts-1", "sk-x").Build();

        await kernel.GetRequiredService<ITextToImageService>().GetImageContentsAsync("A cat", new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object> { ["size"] = "1024x1024", ["provider_options"] = new { style = "vivid" } },
        });
        JsonText.AssertSame(
            """{"model":"dall-e-3","prompt":"A cat","size":"1024x1024","response_format":"b64_json","style":"vivid"}""", handler.Body);

        var voiceless = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["voise"] = "alloy" } };
        var error = await Assert.ThrowsAsync<InferenceException>(() =>
            kernel.GetRequiredService<ITextToAudioService>().GetAudioContentAsync("Hi", voiceless));
        Assert.Equal("parameters.voise", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task AnswerInAHistory_IsSentBackWhole()
    {
        var chat = KernelOf(builder => builder.AddRawInferenceOpenAIChatCompletion("m", null)).GetRequiredService<IChatCompletionService>();
        var history = new ChatHistory("Be brief");
        history.AddUserMessage("Hi");
        history.Add(await chat.GetChatMessageContentAsync(history));
        history.AddUserMessage("Again");
        await chat.GetChatMessageContentAsync(history);

        JsonText.AssertSame(
            """
            {"model":"m","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Hi"},
             {"role":"assistant","content":"Hello"},{"role":"user","content":"Again"}]}
            """,
            _handler.Body);
    }

    [Fact]
    public async Task StreamedToolCall_CanBeBuiltBySemanticKernel()
    {
        var probe = new ChatProbe(
            new CannedHandler(
                """
                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":"}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]},"finish_reason":"tool_calls"}]}

                data: [DONE]


                """,
                mediaType: "text/event-stream"),
            "m");
        var calls = new FunctionCallContentBuilder();
        await foreach (var content in probe.Service().GetStreamingChatMessageContentsAsync(ChatHistoryMapping.ToHistory([ChatProbe.User("Hi")])))
        {
            calls.Append(content);
        }

        var call = Assert.Single(calls.Build());
        Assert.Equal(("a", "f", "1"), (call.Id, call.FunctionName, call.Arguments!["x"]!.ToString()));
    }

    [Fact]
    public void AddConnectors_RegistersEachOnceWithItsOptions()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("RawInference:Upstream:FirstByteTimeout", "00:00:07")])
            .Build());
        new RawInferenceBuilder(services).AddConnectors().AddConnectors();
        using var provider = services.BuildServiceProvider();

        string[] names = [.. provider.GetServices<IConnector>().Select(connector => connector.Name)];
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("openai", names);
        Assert.Contains("azure-openai", names);
        Assert.Equal(TimeSpan.FromSeconds(7), provider.GetRequiredService<IOptions<UpstreamOptions>>().Value.FirstByteTimeout);
    }

    [Fact]
    public void TimeoutOfZero_IsRefused()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("RawInference:Upstream:ConnectTimeout", "00:00:00")])
            .Build());
        new RawInferenceBuilder(services).AddConnectors();
        using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<UpstreamOptions>>().Value);
    }
}
