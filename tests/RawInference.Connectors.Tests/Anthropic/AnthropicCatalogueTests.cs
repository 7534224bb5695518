using RawInference.Chat;
using RawInference.Connectors.Anthropic;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Anthropic;

public class AnthropicCatalogueTests
{
    private static readonly AnthropicConnector Connector = AnthropicTarget.Connector(new CannedHandler("{}"));

    [Fact]
    public void Ids_AreUnique() => Assert.Equal(Connector.Models.Count, Connector.Models.Select(card => card.Id).Distinct().Count());

    [Fact]
    public void EveryCard_IsSane() => Assert.All(Connector.Models, card =>
    {
        Assert.Equal("anthropic", card.Provider);
        Assert.Equal([Operations.Chat], card.Operations);
        Assert.Equal([MediaKind.Image, MediaKind.File], card.Inputs);
        Assert.All(card.Unsupported, parameter => Assert.Contains(parameter, ChatParameters.Table.Names));
        Assert.True(card.MaxOutputTokens is > 0 && card.MaxOutputTokens < card.ContextTokens);
        Assert.NotEqual(ThinkingDialect.Unknown, ModelDialect.Of(card).Thinking);
        Assert.True(Priced(card.Price!) && (card.Price!.LongPrompt is not { } longer || Priced(longer)));
    });

    [Theory]
    [InlineData("claude-opus-4-6", true)]
    [InlineData("claude-sonnet-4-6", true)]
    [InlineData("claude-opus-4-7", false)]
    [InlineData("claude-sonnet-5", false)]
    [InlineData("claude-haiku-5-5", false)]
    public void Sampling_IsRefusedByModelsAfterOpus46(string id, bool takes) =>
        Assert.Equal(takes, !Connector.Models.Single(card => card.Id == id).Unsupported.Contains("temperature"));

    [Theory]
    [InlineData(100_000, 0.0101)]
    [InlineData(100_001, 0.0502505)]
    public void LongPromptsOfHaiku55_CostMore(long prompt, double dollars) => Assert.Equal(
        (decimal)dollars,
        Math.Round(Connector.Models.Single(card => card.Id == "claude-haiku-5-5").Price!.CostOf(new TokenUsage { Prompt = prompt, Completion = prompt == 100_000 ? 200 : 100 })!.Value, 7));

    [Fact]
    public void Preset_IsAnthropicsOwn()
    {
        var preset = Assert.Single(Connector.Presets);
        Assert.Equal(
            ("anthropic", "anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
            (preset.Name, preset.Connector, preset.Endpoint!.AbsoluteUri, preset.KeyVariable));
        Assert.Equal(["n", "response_format", "seed", "frequency_penalty", "presence_penalty", "logprobs", "top_logprobs"], preset.Unsupported);
        Assert.All(preset.Unsupported, parameter => Assert.Contains(parameter, ChatParameters.Table.Names));
    }

    [Theory]
    [InlineData(MediaKind.Image, "true", Operations.Chat, true)]
    [InlineData(MediaKind.File, "true", Operations.Chat, false)]
    [InlineData(MediaKind.Audio, "true", Operations.Chat, false)]
    [InlineData(MediaKind.Image, "false", Operations.Chat, false)]
    [InlineData(MediaKind.Image, "true", Operations.Embedding, false)]
    public void Urls_ArePassedOnWhereTheServerFetches(MediaKind kind, string quirk, string operation, bool expected) => Assert.Equal(
        expected, Connector.TakesUrl(AnthropicTarget.Of(Connector, "claude-opus-5", null, ("media_urls", quirk)), operation, kind));

    [Fact]
    public void QuirkWithAWrongValue_NamesItsSetting()
    {
        var error = Assert.Throws<InferenceException>(() => Connector.CreateChatService(AnthropicTarget.Of(Connector, "m", null, ("media_urls", "maybe"))));
        Assert.StartsWith("RawInference:Providers:acme:Quirks:media_urls: 'maybe'", error.Message, StringComparison.Ordinal);
        Assert.Equal(["media_urls"], Connector.Quirks.Keys);
    }

    [Fact]
    public void SettingWithoutEffect_IsAProblem() => Assert.Equal(
        ["Project: is not read by 'anthropic'; remove it."],
        Connector.Problems(new ProviderOptions { ApiVersion = "2023-06-01", Project = "p" }));

    [Theory]
    [InlineData("top_k", true)]
    [InlineData("metadata", true)]
    [InlineData("cache_control", true)]
    [InlineData("service_tier", true)]
    [InlineData("context_management", true)]
    [InlineData("model", false)]
    [InlineData("messages", false)]
    [InlineData("system", false)]
    [InlineData("max_tokens", false)]
    [InlineData("stream", false)]
    [InlineData("thinking", false)]
    [InlineData("output_config", false)]
    [InlineData("tools", false)]
    [InlineData("tool_choice", false)]
    [InlineData("container", false)]
    [InlineData("mcp_servers", false)]
    [InlineData("fallbacks", false)]
    [InlineData("anthropic_beta", false)]
    [InlineData("speed", false)]
    [InlineData("inference_geo", false)]
    [InlineData("api_key", false)]
    [InlineData("base_url", false)]
    [InlineData("Model", false)]
    [InlineData("", false)]
    public void ProviderOptions_AreLetThroughOrNot(string name, bool expected) => Assert.Equal(expected, Connector.AllowsProviderOption(name));

    /// <summary>The cache's classes stand in fixed proportions to the input's price, reads excepted.</summary>
    private static bool Priced(ModelPrice price) =>
        price.AsOf > new DateOnly(2026, 1, 1)
        && price.Input > 0 && price.Output > price.Input
        && price.CachedInput > 0 && price.CachedInput <= price.Input / 10
        && price.CacheWrite == price.Input * 1.25m
        && price.CacheWriteLong == price.Input * 2;
}
