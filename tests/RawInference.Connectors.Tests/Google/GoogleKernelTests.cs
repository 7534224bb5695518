using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Google.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Tests.Google;

public sealed class GoogleKernelTests : IDisposable
{
    private readonly CannedHandler _handler = new(GeminiProbe.Answer);

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
        var kernel = KernelOf(builder => builder.AddRawInferenceGoogleAIGeminiChatCompletion("gemini-2.5-flash", "key"));
        var answer = await kernel.InvokePromptAsync("Hi", new KernelArguments(new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object> { ["max_tokens"] = 10, ["provider_options"] = new { generationConfig = new { topK = 3 } } },
        }));

        Assert.Equal("Hello", answer.ToString());
        Assert.Equal("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent", _handler.Uri!.AbsoluteUri);
        Assert.Equal("key", _handler.Headers["x-goog-api-key"]);
        JsonText.AssertSame(
            """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"maxOutputTokens":10,"topK":3}}""", _handler.Body);
    }

    [Fact]
    public async Task Endpoint_AndServiceId_AreTheCallers()
    {
        var chat = KernelOf(builder => builder.AddRawInferenceGoogleAIGeminiChatCompletion("m", "key", new Uri("http://localhost:1/v1/"), "chat"))
            .GetRequiredService<IChatCompletionService>("chat");
        await chat.GetChatMessageContentAsync("Hi");

        Assert.Equal("http://localhost:1/v1/models/m:generateContent", _handler.Uri!.AbsoluteUri);
        Assert.Equal("m", chat.Attributes["ModelId"]);
    }
}
