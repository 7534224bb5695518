using RawInference.Core.Models;
using RawInference.Usage;

namespace RawInference.Core.Tests.Models;

public sealed class ModelPriceEstimatesTests
{
    private static readonly ModelPrice None = new() { AsOf = new DateOnly(2026, 1, 1) };

    private static readonly ModelPrice Text = None with { Input = 1, CachedInput = 0.1m, CacheWrite = 1.25m, CacheWriteLong = 2, Output = 4 };

    public static TheoryData<string, ModelPrice, TokenUsage, decimal?> Estimates => new()
    {
        { "fresh prompt without a cache", Text with { CacheWrite = null }, Tokens(1_000_000, 0), 1 },
        { "prompt that may be written to a cache", Text, Tokens(1_000_000, 0), 1.25m },
        { "prompt that is kept for an hour", Text, Tokens(1_000_000, 0) with { CacheWriteLongPrompt = 1_000_000 }, 2 },
        { "completion", Text, Tokens(0, 1_000_000), 4 },
        { "audio that is dearer", Text with { AudioInput = 10 }, Tokens(1_000_000, 0) with { AudioPrompt = 500_000 }, 5.625m },
        { "audio without a price of its own", Text, Tokens(1_000_000, 0) with { AudioPrompt = 500_000 }, 1.25m },
        { "image that is dearer", Text with { ImageInput = 8 }, Tokens(1_000_000, 0) with { ImagePrompt = 500_000 }, 4.625m },
        { "spoken completion", None with { Input = 1, AudioOutput = 20 }, Tokens(0, 1_000_000) with { AudioCompletion = 1_000_000 }, 20 },
        { "drawn completion", None with { Input = 1, ImageOutput = 30 }, Tokens(0, 1_000_000) with { ImageCompletion = 1_000_000 }, 30 },
        { "completion without a price", Text with { Output = null }, Tokens(1, 1), null },
        { "prompt without a price", None with { Output = 4 }, Tokens(1, 1), null },
        { "no completion, and no price of one", None with { Input = 1 }, Tokens(1_000_000, 0), 1 },
        { "nothing has a price", None, Tokens(1, 1) with { Characters = 1 }, null },
        { "free", None with { Input = 0, Output = 0 }, Tokens(9, 9), 0 },
        { "characters, which are not tokens", None with { Characters = 15 }, Tokens(25, 200) with { Characters = 1_000_000 }, 15 },
        { "minutes, which are not tokens", None with { AudioMinute = 0.006m }, Tokens(25, 200) with { AudioSeconds = 600 }, 0.06m },
        { "images, with a prompt that is free", None with { Image = 0.04m, Output = 1 }, Tokens(25, 0) with { Images = 2 }, 0.08m },
        { "images and their prompt", None with { Image = 0.04m, Input = 1 }, Tokens(1_000_000, 0) with { Images = 2 }, 1.08m },
        { "no characters in it, and no other price", None with { Characters = 15 }, Tokens(1, 1), null },
        { "long prompt", Text with { LongPromptAbove = 9, LongPrompt = None with { Input = 2, Output = 8 } }, Tokens(1_000_000, 1_000_000), 10 },
        { "long prompt without a price", Text with { LongPromptAbove = 9 }, Tokens(10, 0), null },
        { "prompt that is not long", Text with { LongPromptAbove = 10 }, Tokens(10, 0), 0.000_012_5m },
        { "parts of a nano dollar", None with { Input = 0.000_1m, Output = 0 }, Tokens(1, 0), 0.000_000_001m },
    };

    [Theory]
    [MemberData(nameof(Estimates))]
    public void Estimate_IsTheDearestThatMayBe(string what, ModelPrice price, TokenUsage usage, decimal? cost) =>
        Assert.Equal((what, cost), (what, price.EstimateOf(usage)));

    [Fact]
    public void Cost_IsRoundedUpToWholeNanoDollars()
    {
        var price = Text with { Input = 0.000_1m };

        Assert.Equal(0.000_000_001m, price.CostOf(Tokens(1, 0)));
        Assert.Equal(0.000_000_002m, price.CostOf(Tokens(11, 0)));
        Assert.Equal(0m, price.CostOf(Tokens(0, 0)));
    }

    private static TokenUsage Tokens(long prompt, long completion) => new() { Prompt = prompt, Completion = completion };
}
