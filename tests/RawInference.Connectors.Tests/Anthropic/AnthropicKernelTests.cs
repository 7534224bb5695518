using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Tests.Anthropic;

public sealed class AnthropicKernelTests : IDisposable
{
    private readonly CannedHandler _handler = new(MessagesProbe.Hello);

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
        var kernel = KernelOf(builder => builder.AddRawInferenceAnthropicChatCompletion("claude-haiku-4-5-20251001", "sk-x"));
        var answer = await kernel.InvokePromptAsync("Hi", new KernelArguments(new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object> { ["temperature"] = 0.5, ["provider_options"] = new { top_k = 3 } },
        }));

        Assert.Equal("Hello", answer.ToString());
        Assert.Equal(("https://api.anthropic.com/v1/messages", "sk-x"), (_handler.Uri!.AbsoluteUri, _handler.Headers["x-api-key"]));
        JsonText.AssertSame(
            """{"model":"claude-haiku-4-5-20251001","max_tokens":64000,"messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"top_k":3}""",
            _handler.Body);
    }

    [Fact]
    public async Task CompatibleServer_HasNoCards()
    {
        var kernel = KernelOf(builder => builder.AddRawInferenceAnthropicChatCompletion("claude-haiku-4-5", null, new Uri("http://localhost:1/v1"), "local"));
        var chat = kernel.GetRequiredService<IChatCompletionService>("local");
        await chat.GetChatMessageContentAsync("Hi");

        Assert.Equal("claude-haiku-4-5", chat.Attributes["ModelId"]);
        JsonText.AssertSame("""{"model":"claude-haiku-4-5","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}""", _handler.Body);
    }

    [Fact]
    public async Task AnswerInAHistory_IsSentBackWhole()
    {
        var chat = KernelOf(builder => builder.AddRawInferenceAnthropicChatCompletion("claude-x", null)).GetRequiredService<IChatCompletionService>();
        var history = new ChatHistory("Be brief");
        history.AddUserMessage("Hi");
        history.Add(await chat.GetChatMessageContentAsync(history));
        history.AddUserMessage("Again");
        await chat.GetChatMessageContentAsync(history);

        JsonText.AssertSame(
            """
            {"model":"claude-x","max_tokens":4096,"system":"Be brief","messages":[
              {"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Again"}]}
            """,
            _handler.Body);
    }
}
