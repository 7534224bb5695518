using RawInference.Core.Models;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Media;
using RawInference.Speech;

namespace RawInference.Connectors.Tests.Google;

/// <summary>What the catalogue says of models that do not chat.</summary>
public class MediaCatalogueTests
{
    private static readonly Connectors.Google.GoogleConnector Connector = GoogleTarget.Connector(new CannedHandler("{}"));

    private static IEnumerable<ModelCard> Of(string operation) => Connector.Models.Where(card => card.Operations[0] == operation);

    [Fact]
    public void EveryModel_IsOfAPreset() =>
        Assert.All(Connector.Models, card => Assert.Contains(card.Provider, Connector.Presets.Select(preset => preset.Name)));

    [Fact]
    public void EmbeddingModels_SayTheirLengthAndBatch() => Assert.All(Of(Operations.Embedding), card =>
    {
        Assert.True(card is { Dimensions: > 0, MaxBatch: > 0 });
        Assert.All(card.Unsupported, parameter => Assert.Contains(parameter, EmbeddingParameters.Table.Names));
        Assert.Contains(card.Dialect, card.Provider == "google" ? [null, "multimodal"] : new[] { null, "multimodal", "embed_content" });
        // A batch is for the servers that take one: embedContent and the multimodal API take a single input.
        Assert.True(card.Dialect is null || card.MaxBatch == 1);
        Assert.Equal(card.Dialect == "multimodal" ? 1408 : card.Dimensions, card.Dimensions);
    });

    [Fact]
    public void ImageModels_AreSane() => Assert.All(Of(Operations.Image), card =>
    {
        Assert.All(card.Unsupported, parameter => Assert.Contains(parameter, ImageParameters.Table.Names));
        Assert.Equal([MediaKind.Image], card.Inputs);
        Assert.Contains(card.Dialect, new[] { null, "one_resolution" });
        Assert.True(card.Price is null || card.Price.ImageOutput > card.Price.Output);
    });

    [Fact]
    public void SpeechModels_AreSane() => Assert.All(Of(Operations.Speech), card =>
    {
        Assert.All(card.Unsupported, parameter => Assert.Contains(parameter, SpeechParameters.Table.Names));
        Assert.True(card.Price is null || card.Price.AudioOutput > card.Price.Input);
    });

    [Fact]
    public void ModelsThatHear_AlsoTranscribe() => Assert.All(
        Of(Operations.Chat), card => Assert.Equal(card.Inputs.Contains(MediaKind.Audio), card.Operations.Contains(Operations.Transcription)));
}
