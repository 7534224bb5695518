using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>A provider that speaks the dialect is configuration only.</summary>
public class PresetTests
{
    private const string Answer = """{"model":"m","choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""";

    private static ServiceProvider Services(HttpMessageHandler handler, params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build());
        services.AddSingleton(new UpstreamClient(handler, new UpstreamOptions(), TimeProvider.System));
        services.AddSingleton<ILedger>(new RecordingLedger());
        services.AddRawInference().AddConnectors();
        return services.BuildServiceProvider();
    }

    private static async Task<ChatResponse> AskAsync(ServiceProvider services, string selector, ChatParameters parameters)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IInferenceClient>().SendAsync(Requests.Chat(selector, "Hi") with { Parameters = parameters });
    }

    [Fact]
    public async Task UnknownProvider_IsOneEntry()
    {
        var handler = new CannedHandler(Answer);
        await using var services = Services(
            handler,
            ("RawInference:Providers:acme:Connector", "openai"),
            ("RawInference:Providers:acme:Endpoint", "https://api.acme.test/v2"),
            ("RawInference:Providers:acme:ApiKey", "acme-key"),
            ("RawInference:Providers:acme:Quirks:max_tokens_field", "max_tokens"),
            ("RawInference:Providers:acme:Unsupported:0", "seed"));
        var response = await AskAsync(services, "acme/some-model", new ChatParameters { MaxTokens = 5, Seed = 1 });

        Assert.Equal("https://api.acme.test/v2/chat/completions", handler.Uri!.AbsoluteUri);
        Assert.Equal("Bearer acme-key", handler.Headers["Authorization"]);
        JsonText.AssertSame("""{"model":"some-model","messages":[{"role":"user","content":"Hi"}],"max_tokens":5}""", handler.Body);
        Assert.Equal("parameters.seed", Assert.Single(response.Warnings).Path);
        Assert.Equal("Hello", response.Outputs[0].Text);
    }

    [Fact]
    public async Task WellKnownProvider_IsItsKeyInTheEnvironment()
    {
        var handler = new CannedHandler(Answer);
        await using var services = Services(handler, ("MISTRAL_API_KEY", "mistral-key"));
        var response = await AskAsync(services, "mistral/mistral-large-latest", new ChatParameters { MaxTokens = 5, Seed = 1 });

        Assert.Equal("https://api.mistral.ai/v1/chat/completions", handler.Uri!.AbsoluteUri);
        JsonText.AssertSame(
            """{"model":"mistral-large-latest","messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"random_seed":1}""", handler.Body);
        Assert.Empty(response.Warnings);
        Assert.True(response.CostUsd > 0);
    }

    [Fact]
    public async Task SecondAccountOfAWellKnownProvider_NamesItsPreset()
    {
        var handler = new CannedHandler(Answer);
        await using var services = Services(
            handler, ("RawInference:Providers:team-b:Preset", "groq"), ("RawInference:Providers:team-b:ApiKey", "groq-key"));
        var response = await AskAsync(services, "team-b/llama-3.3-70b-versatile", new ChatParameters { LogProbabilities = true });

        Assert.Equal("https://api.groq.com/openai/v1/chat/completions", handler.Uri!.AbsoluteUri);
        Assert.Equal(("team-b", "parameters.logprobs"), (response.Provider, Assert.Single(response.Warnings).Path));
        Assert.True(response.CostUsd > 0);
    }

    [Fact]
    public async Task OperationThatAProviderDoesNotOffer_IsRefusedWithWhatItDoes()
    {
        await using var services = Services(new CannedHandler(Answer), ("DEEPSEEK_API_KEY", "deepseek-key"));
        await using var scope = services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IInferenceClient>();
        var refused = await Assert.ThrowsAsync<InferenceException>(() => client.SendAsync(Requests.Embedding("deepseek/some-model", "a")));

        Assert.Equal(InferenceErrorCode.InvalidRequest, refused.Code);
        Assert.Contains("does not do 'embedding'; it does chat.", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EssentialParameterThatAProviderRefuses_IsRefusedHere()
    {
        var handler = new CannedHandler(Answer);
        await using var services = Services(handler, ("RawInference:Providers:ollama:Endpoint", "http://localhost:11434/v1"));
        var refused = await Assert.ThrowsAsync<InferenceException>(() => AskAsync(
            services, "ollama/some-model", new ChatParameters { Tools = [new ToolDefinition("weather", null, null, null)], ToolChoice = new ToolChoice(ToolChoiceMode.Required) }));

        Assert.Equal("parameters.tool_choice", Assert.Single(refused.Problems).Path);
        Assert.Null(handler.Uri);
    }

    [Fact]
    public async Task ProviderWithoutChatCompletions_IsAskedForAResponse()
    {
        var handler = new CannedHandler("""{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}]}""");
        await using var services = Services(handler, ("PERPLEXITY_API_KEY", "key"));
        var response = await AskAsync(services, "perplexity/perplexity/sonar", new ChatParameters { MaxTokens = 50, Stop = ["x"] });

        Assert.Equal("https://api.perplexity.ai/v1/responses", handler.Uri!.AbsoluteUri);
        JsonText.AssertSame(
            """{"model":"perplexity/sonar","input":[{"type":"message","role":"user","content":"Hi"}],"store":false,"max_output_tokens":50}""", handler.Body);
        Assert.Equal(("Hello", "parameters.stop"), (response.Outputs[0].Text, Assert.Single(response.Warnings).Path));
    }

    [Theory]
    [InlineData("Preset", "nobody", "RawInference:Providers:acme:Preset: 'nobody' is no well-known provider")]
    [InlineData("Unsupported:0", "sed", "RawInference:Providers:acme:Unsupported: 'sed' is not the name of a parameter.")]
    public async Task MistakeInAnEntry_IsNamed(string setting, string value, string problem)
    {
        await using var services = Services(
            new CannedHandler(Answer),
            ("RawInference:Providers:acme:Connector", "openai"),
            ("RawInference:Providers:acme:Endpoint", "https://api.acme.test/v2"),
            ($"RawInference:Providers:acme:{setting}", value));
        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<RawInferenceOptions>>().Value);
        Assert.Contains(exception.Failures, failure => failure.StartsWith(problem, StringComparison.Ordinal));
    }
}
