using Microsoft.Extensions.AI;
using RawInference.Core.Embeddings;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Embeddings;
using RawInference.Media;
using RawInference.Testing;

namespace RawInference.Core.Tests.Embeddings;

public sealed class MediaEmbeddingTests : IAsyncDisposable
{
    private static readonly MediaContent Picture = new() { Kind = MediaKind.Image, Path = "inputs.image_base64", Bytes = FakeAnswers.Png };

    private readonly TestGateway _gateway = new(
        new FakeConnector
        {
            Models = [FakeModels.Embed("first") with { Inputs = [MediaKind.Image] }, FakeModels.Embed("second")],
        },
        new TextOnly());

    public MediaEmbeddingTests()
    {
        _gateway.Settings["Providers:words:Connector"] = "words";
        _gateway.Settings["Providers:words:Endpoint"] = "https://words.test";
        _gateway.Settings["Models:mixed:Targets:0"] = "words/embed";
        _gateway.Settings["Models:mixed:Targets:1"] = "first/embed";
        _gateway.Settings["Models:mixed:Task"] = "embedding";
    }

    [Fact]
    public async Task Medium_BecomesOneVector()
    {
        var response = await _gateway.Client.SendAsync(Requests.Embedding("first/embed", Picture) with { Parameters = new EmbeddingParameters { Dimensions = 3 } });

        var call = _gateway.Connector.Calls.Single();
        var content = Assert.IsType<DataContent>(Assert.Single(call.Contents));
        Assert.Equal(FakeAnswers.Png.ToArray(), content.Data.ToArray());
        Assert.Equal("image/png", content.MediaType);
        Assert.Equal("inputs.image_base64", ((MediaContent)content.RawRepresentation!).Path);
        Assert.Equal((3, true), (call.Dimensions, call.Embedding is not null));
        Assert.Equal((3, true), (response.Dimensions, response.Single));
        Assert.Equal(1, response.Usage!.Prompt);
    }

    [Fact]
    public async Task TextBesideMedia_GoesWithThem()
    {
        await _gateway.Client.SendAsync(Requests.Embedding("first/embed", Picture) with { Inputs = [EmbeddingInput.Of("a lamp"), EmbeddingInput.Of(Picture)] });

        var contents = _gateway.Connector.Calls.Single().Contents;
        Assert.Equal("a lamp", Assert.IsType<TextContent>(contents[0]).Text);
        Assert.IsType<DataContent>(contents[1]);
    }

    [Fact]
    public void UrlThatGoesUnfetched_StaysOne()
    {
        var content = Assert.IsType<UriContent>(EmbeddingContents.Of(EmbeddingInput.Of(new MediaContent { Kind = MediaKind.Video, Url = "https://a.test/v.mp4" })));

        Assert.Equal("https://a.test/v.mp4", content.Uri.ToString());
    }

    [Fact]
    public async Task WrongNumberOfVectors_IsAnInvalidAnswer()
    {
        _gateway.Connector.EmbedMedia = _ => Task.FromResult(FakeAnswers.MediaVectors([]));
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Embedding("first/embed", Picture)));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, failure.Code);
    }

    [Fact]
    public async Task DialectOfTextOnly_IsPassedOver()
    {
        var response = await _gateway.Client.SendAsync(Requests.Embedding("mixed", Picture));

        Assert.Equal("first", response.Provider);
        Assert.Single(response.Attempts);
    }

    [Theory]
    [InlineData("words/any", "embeds text only")]
    [InlineData("words/known", "does not embed")]
    public async Task DialectOfTextOnly_RefusesAMediumBeforeItIsLookedAt(string model, string says)
    {
        var nothing = new MediaContent { Kind = MediaKind.Image, Path = "inputs.image_url", Url = "https://nobody.invalid/a.png" };
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Embedding(model, nothing)));

        var problem = Assert.Single(failure.Problems);
        Assert.Equal("inputs.image_url", problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    /// <summary>A dialect that is never asked here.</summary>
    private sealed class TextOnly : IEmbeddingConnector
    {
        public string Name => "words";

        public IReadOnlyList<ProviderPreset> Presets => [FakeModels.Preset("words", "words")];

        public IReadOnlyList<ModelCard> Models => [FakeModels.Embed("words", "known")];

        public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks { get; } = new Dictionary<string, IReadOnlyList<string>>();

        public bool AllowsProviderOption(string name) => false;

        public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) => false;

        public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ModelTarget target) =>
            throw new InvalidOperationException("A test asks for words only of another dialect.");
    }
}
