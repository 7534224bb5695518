using RawInference.Connectors.Google;
using RawInference.Core.Models;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google;

public class GoogleUsageTests
{
    private static (TokenUsage? Usage, List<InferenceWarning> Warnings) Read(string usage)
    {
        var warnings = new List<InferenceWarning>();
        return (GoogleUsage.Read(JsonText.Element("{\"usageMetadata\":" + usage + "}"), warnings.Add), warnings);
    }

    [Fact]
    public void EveryClass_IsToldApart()
    {
        var (usage, warnings) = Read("""
            {"promptTokenCount":100,"toolUsePromptTokenCount":5,"cachedContentTokenCount":40,"candidatesTokenCount":30,"thoughtsTokenCount":20,"totalTokenCount":155,
             "promptTokensDetails":[{"modality":"TEXT","tokenCount":60},{"modality":"AUDIO","tokenCount":25},{"modality":"IMAGE","tokenCount":15}],
             "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":10},{"modality":"TEXT","tokenCount":30}],
             "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":12},{"modality":"AUDIO","tokenCount":3}]}
            """);

        Assert.Equal(
            new TokenUsage
            {
                Prompt = 105,
                Completion = 50,
                CachedPrompt = 40,
                CachedAudioPrompt = 10,
                Reasoning = 20,
                AudioPrompt = 15,
                ImageCompletion = 12,
                AudioCompletion = 3,
            },
            usage);
        Assert.Empty(warnings);
    }

    [Fact]
    public void EveryClass_HasItsPrice()
    {
        var (usage, _) = Read("""
            {"promptTokenCount":100,"cachedContentTokenCount":40,"candidatesTokenCount":30,"thoughtsTokenCount":20,"totalTokenCount":150,
             "promptTokensDetails":[{"modality":"AUDIO","tokenCount":25}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":10}]}
            """);
        var price = new ModelPrice { Input = 1, AudioInput = 10, CachedInput = 100, CachedAudioInput = 1_000, Output = 10_000, AsOf = new DateOnly(2026, 7, 24) };

        Assert.Equal((45 + (15 * 10) + (30 * 100) + (10 * 1_000) + (50 * 10_000)) / 1_000_000m, price.CostOf(usage));
        Assert.Null((price with { CachedAudioInput = null }).CostOf(usage));
    }

    [Theory]
    [InlineData("""{"promptTokenCount":3,"totalTokenCount":3}""", 3, 0)]
    [InlineData("""{"promptTokenCount":3,"candidatesTokenCount":2}""", 3, 2)]
    [InlineData("""{"totalTokenCount":0}""", 0, 0)]
    public void CountsThatAreLeftOut_AreNone(string usage, long prompt, long completion) =>
        Assert.Equal(new TokenUsage { Prompt = prompt, Completion = completion }, Read(usage).Usage);

    [Theory]
    [InlineData("""{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":6}""")]
    [InlineData("""{"promptTokenCount":-3,"candidatesTokenCount":2}""")]
    [InlineData("""{"promptTokenCount":"3"}""")]
    [InlineData("""{"promptTokenCount":3,"candidatesTokenCount":9223372036854775807,"thoughtsTokenCount":9223372036854775807}""")]
    [InlineData("""{"promptTokenCount":3,"cachedContentTokenCount":4}""")]
    [InlineData("""{"promptTokenCount":3,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":4}]}""")]
    [InlineData("""{"promptTokenCount":3,"candidatesTokenCount":1,"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":4}]}""")]
    [InlineData("""{"promptTokenCount":3,"promptTokensDetails":{}}""")]
    [InlineData("{}")]
    public void CountsThatCannotBeTrue_AreToldOfAndLeftOut(string text)
    {
        var (usage, warnings) = Read(text);
        Assert.Null(usage);
        Assert.Equal(WarningCodes.UsageInvalid, Assert.Single(warnings).Code);
    }

    [Fact]
    public void AnswerWithoutCounts_HasNone() => Assert.Null(GoogleUsage.Read(JsonText.Element("{}"), _ => Assert.Fail("There is nothing to warn of.")));
}
