using RawInference.Chat;
using RawInference.Core.Models;
using RawInference.Media;

namespace RawInference.Connectors.Tests.Google;

public class GoogleCatalogueTests
{
    private static readonly Connectors.Google.GoogleConnector Connector = GoogleTarget.Connector(new CannedHandler("{}"));

    private static IEnumerable<ModelCard> Chats => Connector.Models.Where(card => card.Operations[0] == Operations.Chat);

    [Fact]
    public void Ids_AreUnique() =>
        Assert.Equal(Connector.Models.Count, Connector.Models.Select(card => (card.Provider, card.Id)).Distinct().Count());

    [Fact]
    public void EveryChatModel_IsSane() => Assert.All(Chats, card =>
    {
        Assert.Contains(card.Provider, Connector.Presets.Select(preset => preset.Name));
        Assert.All(card.Unsupported, parameter => Assert.Contains(parameter, ChatParameters.Table.Names));
        Assert.Contains(card.Dialect, new[] { "thinking_budget", "thinking_budget_least", "thinking_level", "thinking_level_from_low" });
        Assert.True(card.ContextTokens > 0 && card.MaxOutputTokens <= card.ContextTokens);
        Assert.True(card.Price is null or { Input: > 0, Output: > 0 });
        Assert.True(card.Price is null || card.Price.CachedInput < card.Price.Input);
    });

    [Fact]
    public void LongPrompts_CostMore_WhereTheyHaveAPrice() => Assert.All(
        Chats.Select(card => card.Price).Where(price => price?.LongPrompt is not null),
        price => Assert.True(price!.LongPromptAbove == 200_000 && price.LongPrompt!.Input > price.Input && price.LongPrompt.Output > price.Output));

    /// <summary>From the third family on, Google says (ai.google.dev/gemini-api/docs/whats-new-gemini-3.5), candidate_count is not supported.</summary>
    [Fact]
    public void SeveralCompletions_AreOfTheSecondFamilyOnly() => Assert.All(
        Chats, card => Assert.Equal(card.Id.StartsWith("gemini-3", StringComparison.Ordinal), card.Unsupported.Contains("n")));

    /// <summary>Their introductory prices end with the year 2026; a price that is known to become wrong is none.</summary>
    [Theory]
    [InlineData("gemini-3.6-flash")]
    [InlineData("gemini-3.7-flash")]
    [InlineData("gemini-3.8-flash")]
    public void PriceThatEndsOnAKnownDay_IsLeftOut(string model) => Assert.Null(Chats.Single(card => (card.Provider, card.Id) == ("google", model)).Price);

    [Fact]
    public void Preset_IsTheGeminiApi()
    {
        var preset = Connector.Presets.Single(preset => preset.Name == "google");
        Assert.Equal(("google", "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY"), (preset.Connector, preset.Endpoint!.AbsoluteUri, preset.KeyVariable));
    }

    [Fact]
    public void NoUrl_IsPassedOnInAChat() => Assert.All(
        Enum.GetValues<MediaKind>(),
        kind => Assert.False(Connector.TakesUrl(GoogleTarget.Of(Connector, "gemini-2.5-flash"), Operations.Chat, kind)));
}
