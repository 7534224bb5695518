using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Images;
using RawInference.Media;
using RawInference.Speech;
using RawInference.Testing;
using ChatResponse = RawInference.Chat.ChatResponse;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelServiceTests(ContractServer server) : IClassFixture<ContractServer>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneLine_MakesAProvider(bool stream)
    {
        await using var gateway = new KernelGateway(builder => builder
            .AddConnectors()
            .AddKernelService<IChatCompletionService>("mine", (_, model) => new OpenAIChatCompletionService(model, KernelTarget.Client(server.Address))));
        var request = Requests.Chat("mine/gpt-4o-mini", "Say: Hello there") with { Call = new CallOptions { Stream = stream } };
        var updates = await gateway.StreamAsync(request);

        var response = Assert.IsType<ChatResponse>(updates[^1]);
        Assert.Equal(("mine", "Hello there", "stop"), (response.Provider, response.Outputs[0].Text, response.Outputs[0].FinishReason));
        Assert.True(response.Usage is { Prompt: > 0, Completion: > 0 });
        Assert.NotNull(response.ProviderResponseId);
        Assert.StartsWith("gpt-4o-mini", response.Model, StringComparison.Ordinal);
        Assert.Empty(response.Warnings);
        Assert.Equal(stream, updates.Count > 1);
    }

    [Fact]
    public async Task OperationWithoutAService_SaysWhatThereIs()
    {
        await using var gateway = new KernelGateway(builder => builder
            .AddKernelService("mine", new FakeKernelChat())
            .AddKernelService<IEmbeddingGenerator<string, Embedding<float>>>("mine", new FakeMediaServices()));
        var error = await Assert.ThrowsAsync<InferenceException>(() => gateway.SendAsync(Requests.Transcription("mine/any")));

        Assert.Equal("model: mine/any does not do 'transcription'; it does chat, embedding.", error.Message);
    }

    [Fact]
    public async Task TypeThatIsSeveralServices_HasEachCapability()
    {
        var services = new FakeMediaServices();
        await using var gateway = new KernelGateway(builder => builder.AddKernelService("mine", services));
        var model = ModelSelector.Parse("mine/any");

        var words = await gateway.SendAsync(Requests.Transcription("mine/any"));
        var vectors = await gateway.SendAsync(Requests.Embedding("mine/any", "four", "fifth"));
        var images = await gateway.SendAsync(new ImageRequest { Model = model, Prompts = ["a"], Parameters = new ImageParameters { Size = "8x8" } });
        Assert.Equal("8x8", services.Settings!.ExtensionData!["size"]);
        var speech = await gateway.SendAsync(new SpeechRequest { Model = model, Text = "a", Parameters = new SpeechParameters { Voice = "v" } });
        Assert.Equal("v", services.Settings!.ExtensionData!["voice"]);

        Assert.Equal(("words", null), (words.Text, words.Usage));
        Assert.Equal([4f, 1f], vectors.Vectors[0].ToArray());
        Assert.Equal((7, 0), (vectors.Usage!.Prompt, vectors.Usage.Completion));
        Assert.Equal(("image/png", 1), (images.Images[0].MediaType, images.Images[0].Bytes!.Value.Length));
        Assert.Equal(("audio/wav", 1), (speech.MediaType, speech.Audio.Length));
    }

    [Fact]
    public async Task Cards_AreListedCheckedAndBilled()
    {
        var chat = new FakeKernelChat
        {
            Answer = _ => Task.FromResult(FakeKernelChat.Said("Hi", ("FinishReason", "Stop"), ("Usage", new { InputTokenCount = 1_000_000, OutputTokenCount = 500_000 }))),
        };
        await using var gateway = new KernelGateway(
            builder => builder.AddKernelService("mine", chat, options => options.Models.Add(FakeModels.Chat("mine", "clever"))),
            ("Models:best:Targets:0", "mine/clever"));
        var response = await gateway.SendAsync(Requests.Chat("mine/clever", "Hi") with { Model = ModelSelector.OfAlias("best") });

        Assert.Equal(["mine/clever"], gateway.Service<ModelCatalog>().Models.Select(target => target.ToString()));
        Assert.Equal((2m, "stop"), (response.CostUsd, response.Outputs[0].FinishReason));
    }

    [Fact]
    public async Task AnswerThatTellsNothing_IsUnknownAndNeverZero()
    {
        await using var gateway = new KernelGateway(builder => builder.AddKernelService("mine", new FakeKernelChat()));
        var response = await gateway.SendAsync(Requests.Chat("mine/any", "Hi"));

        Assert.Equal(("Hello", "unknown", null, null), (response.Outputs[0].Text, response.Outputs[0].FinishReason, response.Usage, response.CostUsd));
        Assert.Equal(WarningCodes.ProviderNotice, Assert.Single(response.Warnings).Code);
    }

    [Theory]
    [InlineData(true, InferenceErrorCode.StreamCut)]
    [InlineData(false, null)]
    public async Task StreamWithoutAFinishReason_IsAnErrorUnlessItIsKnownToHaveNone(bool gives, InferenceErrorCode? expected)
    {
        var chat = new FakeKernelChat { Pieces = [new StreamingChatMessageContent(AuthorRole.Assistant, "Hel"), new(AuthorRole.Assistant, "lo")] };
        await using var gateway = new KernelGateway(builder => builder.AddKernelService("mine", chat, options => options.GivesFinishReason = gives));
        var updates = new List<InferenceUpdate>();
        var error = await Record.ExceptionAsync(async () => updates = await gateway.StreamAsync(Requests.Streamed("mine/any", "Hi")));

        Assert.Equal(expected, (error as InferenceException)?.Code);
        Assert.Equal(expected is null ? "Hello" : null, (updates.LastOrDefault() as ChatResponse)?.Outputs[0].Text);
    }

    [Fact]
    public void Urls_AreTakenWhereTheRegistrationSaysSo()
    {
        var connector = KernelTarget.Connector((_, _) => new FakeKernelChat(), options => options.Urls.Add(MediaKind.Image));
        var target = KernelTarget.Of(connector, "any");

        Assert.True(connector.TakesUrl(target, Operations.Chat, MediaKind.Image));
        Assert.False(connector.TakesUrl(target, Operations.Chat, MediaKind.Audio));
        Assert.False(connector.TakesUrl(target, Operations.Transcription, MediaKind.Image));
    }

    [Fact]
    public async Task FixedServiceOfAnotherModel_IsNotAsked()
    {
        var chat = new FakeKernelChat { Attributes = new Dictionary<string, object?> { ["ModelId"] = "small" } };
        await using var gateway = new KernelGateway(builder => builder.AddKernelService("mine", chat));
        var error = await Assert.ThrowsAsync<InferenceException>(() => gateway.SendAsync(Requests.Chat("mine/large", "Hi")));

        Assert.Equal("model: is not 'small', the only one that 'mine' has.", error.Message);
        Assert.Equal("Hello", (await gateway.SendAsync(Requests.Chat("mine/small", "Hi"))).Outputs[0].Text);
    }

    [Fact]
    public async Task SettingsOfAServer_AreRefused()
    {
        await using var gateway = new KernelGateway(
            builder => builder.AddKernelService("mine", new FakeKernelChat()),
            ("Providers:mine:ApiKey", "k"),
            ("Providers:mine:Endpoint", "https://a.test"));
        var error = Assert.Throws<OptionsValidationException>(gateway.Service<ProviderDirectory>);

        Assert.Equal(["Endpoint", "ApiKey"], error.Failures.Select(failure => failure.Split(':')[3]));
        Assert.All(error.Failures, failure => Assert.Contains("a service that this process has registered", failure, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConfiguredEntry_IsKept()
    {
        await using var gateway = new KernelGateway(builder => builder.AddKernelService("mine", new FakeKernelChat()), ("Providers:mine:Emulated", "true"));
        var response = await gateway.SendAsync(Requests.Chat("mine/any", "Hi"));
        Assert.Contains(WarningCodes.EmulatedProvider, response.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public async Task NameOfAKnownProvider_IsRefusedInWords()
    {
        await using var gateway = new KernelGateway(builder => builder.AddConnectors().AddKernelService("openai", new FakeKernelChat()));
        var error = Assert.Throws<InvalidOperationException>(gateway.Service<ConnectorRegistry>);
        Assert.Contains("named 'openai'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RegistrationThatMakesNoSense_IsRefusedAtOnce()
    {
        var builder = new RawInferenceBuilder(new Microsoft.Extensions.DependencyInjection.ServiceCollection());
        builder.AddKernelService("mine", new FakeKernelChat());

        Assert.Contains("already", Assert.Throws<ArgumentException>(() => builder.AddKernelService("mine", new FakeKernelChat())).Message, StringComparison.Ordinal);
        Assert.Contains("IChatClient", Assert.Throws<ArgumentException>(() => builder.AddKernelService("text", "no service")).Message, StringComparison.Ordinal);
        Assert.Contains("'other'", Assert.Throws<ArgumentException>(() => builder.AddKernelService(
            "cards", new FakeKernelChat(), options => options.Models.Add(FakeModels.Chat("other")))).Message, StringComparison.Ordinal);
    }
}
