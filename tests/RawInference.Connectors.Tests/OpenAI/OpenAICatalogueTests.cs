using RawInference.Connectors.OpenAI;
using RawInference.Contract;
using RawInference.Core.Models;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAICatalogueTests
{
    private static readonly OpenAIConnector Connector = OpenAITarget.Connector(new CannedHandler("{}"));

    private static readonly HashSet<string> Parameters = [.. OperationContracts.All.SelectMany(contract => contract.ParameterNames)];

    private static readonly string[] AllOperations = [.. OperationContracts.All.Select(contract => contract.Operation)];

    [Fact]
    public void Ids_AreUnique() => Assert.Equal(Connector.Models.Count, Connector.Models.Select(card => (card.Provider, card.Id)).Distinct().Count());

    [Fact]
    public void EveryCard_IsSane() => Assert.All(Connector.Models, card =>
    {
        Assert.Contains(card.Provider, Connector.Presets.Select(preset => preset.Name));
        Assert.All(card.Operations, operation => Assert.Contains(operation, AllOperations));
        Assert.All(card.Unsupported, parameter => Assert.Contains(parameter, Parameters));
        Assert.True(card.ContextTokens is null or > 0 && (card.MaxOutputTokens ?? 1) <= (card.ContextTokens ?? long.MaxValue));
        Assert.Equal(card.Operations[0] == Operations.Embedding, card is { Dimensions: > 0 });
        Assert.Subset(OperationsOf(card.Provider), card.Operations.ToHashSet());
        Assert.Contains(card.Dialect, card.Operations[0] switch
        {
            Operations.Chat => [null, "responses"],
            Operations.Transcription => ["json", "verbose_json"],
            Operations.Image => [null, "b64_json"],
            Operations.Speech => [null, "characters"],
            _ => new string?[] { null },
        });
        Assert.True(Priced(card.Price));
    });

    [Fact]
    public void ModelsOfTheOtherDialect_SayWhatItLacks() => Assert.All(
        Connector.Models.Where(card => card.Dialect == "responses"),
        card => Assert.Superset(new HashSet<string> { "stop", "seed", "frequency_penalty", "presence_penalty", "n" }, card.Unsupported.ToHashSet()));

    [Fact]
    public void Presets_HaveTheirQuirks()
    {
        Assert.Equal(("OPENAI_API_KEY", "https://api.openai.com/v1"), (Connector.Presets[0].KeyVariable, Connector.Presets[0].Endpoint!.AbsoluteUri));
        Assert.All(Connector.Presets, preset =>
        {
            Assert.Equal(Connector.Name, preset.Connector);
            Assert.All(preset.Quirks.Keys, quirk => Assert.Contains(quirk, Connector.Quirks.Keys));
            OpenAIQuirks.Read(preset.Name, preset.Quirks);
            Assert.All(preset.Operations, operation => Assert.Contains(operation, AllOperations));
            Assert.All(preset.Unsupported, parameter => Assert.Contains(parameter, Parameters));
            Assert.True(preset.KeyVariable is not null || preset.Endpoint!.IsLoopback, $"{preset.Name} needs the variable of its key");
            Assert.True(preset.Endpoint!.Scheme == Uri.UriSchemeHttps || preset.Endpoint!.IsLoopback, $"{preset.Name} must be asked over https");
            Assert.False(preset.Endpoint!.AbsoluteUri.EndsWith('/') && preset.Endpoint!.AbsolutePath != "/", $"{preset.Name}'s endpoint ends with a slash");
        });
    }

    [Fact]
    public void QuirkWithAWrongValue_NamesItsSetting()
    {
        var target = OpenAITarget.Of(Connector, "m", quirks: ("stream_done", "maybe"));
        var error = Assert.Throws<InferenceException>(() => Connector.CreateChatService(target));
        Assert.StartsWith("RawInference:Providers:acme:Quirks:stream_done: 'maybe'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-4o", MediaKind.Image, "true", true)]
    [InlineData("gpt-4o", MediaKind.Image, "false", false)]
    [InlineData("gpt-4o", MediaKind.File, "true", false)]
    [InlineData("gpt-5-pro", MediaKind.File, "true", true)]
    [InlineData("gpt-4o-audio-preview", MediaKind.Audio, "true", false)]
    public void Urls_ArePassedOnWhereTheServerFetches(string model, MediaKind kind, string quirk, bool expected) =>
        Assert.Equal(expected, Connector.TakesUrl(OpenAITarget.Of(Connector, model, quirks: ("media_urls", quirk)), Operations.Chat, kind));

    [Theory]
    [InlineData("top_k", true)]
    [InlineData("style", true)]
    [InlineData("moderation", true)]
    [InlineData("data_sources", false)]
    [InlineData("mask", false)]
    [InlineData("image", false)]
    [InlineData("voice", false)]
    [InlineData("service_tier", true)]
    [InlineData("prompt_cache_key", true)]
    [InlineData("model", false)]
    [InlineData("models", false)]
    [InlineData("messages", false)]
    [InlineData("stream", false)]
    [InlineData("stream_options", false)]
    [InlineData("max_tokens", false)]
    [InlineData("tools", false)]
    [InlineData("store", false)]
    [InlineData("previous_response_id", false)]
    [InlineData("api_key", false)]
    [InlineData("apikey", false)]
    [InlineData("extra_headers", false)]
    [InlineData("base_url", false)]
    [InlineData("endpoint", false)]
    [InlineData("Model", false)]
    [InlineData("a\nb", false)]
    [InlineData("", false)]
    public void ProviderOptions_AreLetThroughOrNot(string name, bool expected) => Assert.Equal(expected, Connector.AllowsProviderOption(name));

    [Theory]
    [InlineData("gpt-image-1", 20, 300, 100, 0.0071)]
    [InlineData("gpt-image-1.5", 20, 0, 100, 0.0033)]
    public void TokensOfImages_HaveTheirOwnPrice(string model, long words, long images, long drawn, double cost) =>
        Assert.Equal(
            (decimal)cost,
            Connector.Models.Single(card => card.Provider == "openai" && card.Id == model).Price!.CostOf(
                new TokenUsage { Prompt = words + images, ImagePrompt = images, Completion = drawn, ImageCompletion = drawn }));

    [Fact]
    public void Characters_HaveTheirOwnPrice() => Assert.Equal(
        0.015m, Connector.Models.Single(card => card.Id == "tts-1").Price!.CostOf(new TokenUsage { Prompt = 0, Completion = 0, Characters = 1_000 }));

    /// <summary>What an image costs there depends on its size and quality, which a price per image does not know.</summary>
    [Fact]
    public void ImagesOfManyPrices_HaveNone() =>
        Assert.All(Connector.Models.Where(card => card.Dialect == "b64_json"), card => Assert.Null(card.Price));

    /// <summary>Snapshots take their family's card, so those with another price need their own; an unconfirmed price is none.</summary>
    [Theory]
    [InlineData("gpt-4o-2024-05-13")]
    [InlineData("gpt-3.5-turbo-1106")]
    public void SnapshotsOfAnotherPrice_DoNotCostWhatTheirFamilyDoes(string snapshot) =>
        Assert.Null(Connector.Models.Single(card => card.Id == snapshot).Price);

    private static HashSet<string> OperationsOf(string provider) =>
        Connector.Presets.Single(preset => preset.Name == provider) is { Operations.Count: > 0 } preset ? [.. preset.Operations] : [.. AllOperations];

    private static bool Priced(ModelPrice? price) => price is null || (
        price.AsOf > new DateOnly(2025, 1, 1)
        && (price.Input > 0 || price.AudioMinute > 0 || price.Characters > 0)
        && (price.CachedInput ?? 0) <= (price.Input ?? 0)
        // What is written to a cache is read by the model as well: less than the price of that is no price of both.
        && (price.CacheWrite is null || (price.CachedInput is not null && price.CacheWrite >= price.Input))
        && price.LongPromptAbove is null == price.LongPrompt is null
        && Priced(price.LongPrompt));
}
