using RawInference.Chat;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Validation;

public sealed class ValidationMiddlewareTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new(
        new FakeConnector
        {
            Models =
            [
                FakeModels.Chat("first") with { MaxOutputTokens = 100, Inputs = [], Unsupported = ["tools", "seed"] },
                FakeModels.Embed("first"),
                FakeModels.Chat("second"),
                FakeModels.Draw("writes") with { Operations = ["image", "chat", "juggling"] },
                FakeModels.Draw("writes", "paint"),
            ],
            Presets = [FakeModels.Preset("first"), FakeModels.Preset("second"), FakeModels.Preset("writes") with { Operations = ["chat", "embedding"] }],
        },
        new Mute());

    private readonly ChatRequest _request = Requests.Chat("both", "hi");

    [Fact]
    public async Task TargetThatCannotTakeTheRequest_IsPassedOver()
    {
        var response = await _gateway.Client.SendAsync(_request with { Parameters = new ChatParameters { MaxTokens = 200 } });
        Assert.Equal("second", response.Provider);
        Assert.Single(_gateway.Connector.Calls);
    }

    [Fact]
    public async Task RequestThatNoTargetCanTake_IsRefusedWithEveryMistakeAtOnce()
    {
        var image = new MediaContent { Kind = MediaKind.Image, Path = "inputs.image_url", Url = "https://example.com/a.png" };
        var failure = await RefusedAsync(_request with
        {
            Model = ModelSelector.Parse("first/chat"),
            Conversations = [[new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of("hi"), ContentPart.Of(image)] }]],
            Parameters = new ChatParameters { MaxTokens = 200, Tools = [], Seed = 1 },
            ProviderOptions = Requests.Json("""{"api_key": "k", "top_k": 5}"""),
        });

        Assert.Equal(InferenceErrorCode.InvalidRequest, failure.Code);
        Assert.Equal(
            ["inputs.image_url", "parameters.max_tokens", "parameters.tools", "parameters.provider_options.api_key"],
            failure.Problems.Select(problem => problem.Path));
        Assert.Empty(_gateway.Connector.Calls);
    }

    [Fact]
    public async Task StrictRequest_IsRefusedForWhatWouldBeLeftOut()
    {
        var failure = await RefusedAsync(_request with
        {
            Model = ModelSelector.Parse("first/chat"),
            Parameters = new ChatParameters { Seed = 1 },
            Call = new CallOptions { Strict = true },
        });
        Assert.Equal("parameters.seed", Assert.Single(failure.Problems).Path);
    }

    [Fact]
    public async Task StrictRequest_GoesToTheTargetThatTakesAllOfIt()
    {
        var response = await _gateway.Client.SendAsync(_request with
        {
            Parameters = new ChatParameters { Seed = 1 },
            Call = new CallOptions { Strict = true },
        });
        Assert.Equal("second", response.Provider);
        Assert.Empty(response.Warnings);
    }

    [Fact]
    public async Task ProviderOptionThatIsAllowed_ReachesTheConnector()
    {
        await _gateway.Client.SendAsync(_request with { ProviderOptions = Requests.Json("""{"top_k": 5}""") });
        Assert.Equal(5, _gateway.Connector.Calls.Single().Settings.ProviderOptions!.Value.GetProperty("top_k").GetInt32());
    }

    [Fact]
    public async Task ProviderOptionsThatAreNoObject_AreRefused()
    {
        var failure = await RefusedAsync(_request with { ProviderOptions = Requests.Json("[1]") });
        Assert.Equal("parameters.provider_options", Assert.Single(failure.Problems).Path);
    }

    [Theory]
    [InlineData("first/embed", "embedding")]
    [InlineData("mute/anything", "does not do 'chat'")]
    public async Task ModelOfAnotherOperation_IsRefusedAndSaysWhatItDoes(string model, string says)
    {
        _gateway.Settings["Providers:mute:Connector"] = "mute";
        _gateway.Settings["Providers:mute:Endpoint"] = "https://mute.test";
        var problem = Assert.Single((await RefusedAsync(Requests.Chat(model, "hi"))).Problems);
        Assert.Equal("model", problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("writes/draw", "does not do 'image'; it does chat.")]
    [InlineData("writes/paint", "nor anything else that this gateway can ask of it")]
    [InlineData("writes/new", "does not do 'image'; it does chat, embedding.")]
    public async Task OperationThatTheProviderDoesNotOffer_IsRefused_WhateverItsDialectCan(string model, string says)
    {
        _gateway.Settings["Providers:writes:ApiKey"] = "secret-writes";
        var problem = Assert.Single((await RefusedAsync(Requests.Image(model, "a lamp"))).Problems);
        Assert.Equal("model", problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperationThatTheProviderOffers_IsServed()
    {
        _gateway.Settings["Providers:writes:ApiKey"] = "secret-writes";
        Assert.Equal("writes", (await _gateway.Client.SendAsync(Requests.Chat("writes/new", "hi"))).Provider);
    }

    [Fact]
    public async Task RequestThatAsksForNothing_IsRefused()
    {
        Assert.Equal("inputs", Assert.Single((await RefusedAsync(Requests.Chat("second/chat"))).Problems).Path);
        Assert.Equal("inputs", Assert.Single((await RefusedAsync(Requests.Embedding("first/embed"))).Problems).Path);
        Assert.Equal("inputs", Assert.Single((await RefusedAsync(_request with { Conversations = [[]] })).Problems).Path);
        Assert.Equal("inputs.prompts", Assert.Single((await RefusedAsync(Requests.Image("first/new"))).Problems).Path);
        Assert.Equal("inputs.text", Assert.Single((await RefusedAsync(Requests.Speech("first/new", ""))).Problems).Path);
    }

    [Fact]
    public async Task ModelThatTheCatalogueDoesNotKnow_IsAskedWithEverything()
    {
        await _gateway.Client.SendAsync(_request with
        {
            Model = ModelSelector.Parse("first/new"),
            Parameters = new ChatParameters { MaxTokens = 1_000_000, Seed = 1 },
        });
        Assert.Equal(1, _gateway.Connector.Calls.Single().Settings.Chat.Seed);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Task<InferenceException> RefusedAsync(InferenceRequest request) =>
        Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request));

    /// <summary>A dialect without any capability.</summary>
    private sealed class Mute : IConnector
    {
        public string Name => "mute";

        public IReadOnlyList<ProviderPreset> Presets => [];

        public IReadOnlyList<ModelCard> Models => [];

        public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks => new Dictionary<string, IReadOnlyList<string>>();

        public bool AllowsProviderOption(string name) => true;

        public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) => false;
    }
}
