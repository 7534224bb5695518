using RawInference.Core.Models;
using RawInference.Usage;

namespace RawInference.Core.Tests.Models;

public sealed class ModelPriceExtensionsTests
{
    private static readonly ModelPrice Full = new()
    {
        Input = 1,
        CachedInput = 0.1m,
        CacheWrite = 1.25m,
        CacheWriteLong = 2,
        Output = 4,
        AudioInput = 10,
        AudioOutput = 20,
        ImageInput = 8,
        ImageOutput = 32,
        AudioMinute = 0.006m,
        Characters = 15,
        Image = 0.04m,
        AsOf = new DateOnly(2026, 1, 1),
    };

    private static readonly ModelPrice Tiered = Full with
    {
        LongPromptAbove = 200_000,
        LongPrompt = new ModelPrice { Input = 2, Output = 6, AsOf = Full.AsOf },
    };

    public static TheoryData<string, ModelPrice, TokenUsage?, decimal?> Costs => new()
    {
        { "no usage", Full, null, null },
        { "prompt and completion", Full, Tokens(1_000_000, 500_000), 3m },
        { "nothing used", Full, Tokens(0, 0), 0m },
        { "cache reads", Full, Tokens(1_000_000, 0) with { CachedPrompt = 400_000 }, 0.64m },
        { "cache writes", Full, Tokens(1_000_000, 0) with { CacheWritePrompt = 400_000 }, 1.1m },
        { "audio tokens", Full, Tokens(1_000_000, 0) with { AudioPrompt = 400_000 }, 4.6m },
        { "all classes", Full, Tokens(1_000_000, 1_000_000) with { CachedPrompt = 100_000, CacheWritePrompt = 100_000, AudioPrompt = 100_000 }, 5.835m },
        { "reasoning is completion", Full, Tokens(0, 1_000_000) with { Reasoning = 900_000 }, 4m },
        { "minutes of audio", Full, Tokens(0, 0) with { AudioSeconds = 90 }, 0.009m },
        { "no price of a minute", Full with { AudioMinute = null }, Tokens(0, 0) with { AudioSeconds = 90 }, null },
        { "impossible seconds", Full, Tokens(0, 0) with { AudioSeconds = double.PositiveInfinity }, null },
        { "negative seconds", Full, Tokens(0, 0) with { AudioSeconds = -1 }, null },
        { "cache writes of an hour", Full, Tokens(1_000_000, 0) with { CacheWritePrompt = 400_000, CacheWriteLongPrompt = 100_000 }, 1.175m },
        { "no price of an hour", Full with { CacheWriteLong = null }, Tokens(9, 0) with { CacheWritePrompt = 2, CacheWriteLongPrompt = 1 }, null },
        { "no price of an hour, none so long", Full with { CacheWriteLong = null }, Tokens(1_000_000, 0) with { CacheWritePrompt = 400_000, CacheWriteLongPrompt = 0 }, 1.1m },
        { "more kept an hour than written", Full, Tokens(9, 0) with { CacheWritePrompt = 1, CacheWriteLongPrompt = 2 }, null },
        { "image tokens", Full, Tokens(1_000_000, 1_000_000) with { ImagePrompt = 500_000, ImageCompletion = 750_000 }, 29.5m },
        { "no image input price", Full with { ImageInput = null }, Tokens(2, 1) with { ImagePrompt = 1 }, null },
        { "no image output price", Full with { ImageOutput = null }, Tokens(2, 1) with { ImageCompletion = 1 }, null },
        { "spoken tokens", Full, Tokens(0, 1_000_000) with { AudioCompletion = 500_000 }, 12m },
        { "no spoken price", Full with { AudioOutput = null }, Tokens(2, 1) with { AudioCompletion = 1 }, null },
        { "more images than completion", Full, Tokens(0, 1) with { ImageCompletion = 2 }, null },
        { "characters", Full, Tokens(0, 0) with { Characters = 2_000 }, 0.03m },
        { "no price of characters", Full with { Characters = null }, Tokens(0, 0) with { Characters = 1 }, null },
        { "no characters", Full with { Characters = null }, Tokens(0, 0) with { Characters = 0 }, 0m },
        { "negative characters", Full, Tokens(0, 0) with { Characters = -1 }, null },
        { "images", Full, Tokens(0, 0) with { Images = 3 }, 0.12m },
        { "no price of an image", Full with { Image = null }, Tokens(0, 0) with { Images = 1 }, null },
        { "negative images", Full, Tokens(0, 0) with { Images = -1 }, null },
        { "tokens and images", Full, Tokens(1_000_000, 0) with { Images = 1 }, 1.04m },
        { "tokens and images without a price", Full with { Image = null }, Tokens(1_000_000, 0) with { Images = 1 }, null },
        { "characters and seconds", Full, Tokens(0, 0) with { Characters = 2_000, AudioSeconds = 60 }, 0.036m },
        { "prompt of the last short length", Tiered, Tokens(200_000, 0), 0.2m },
        { "prompt of the first long length", Tiered, Tokens(200_001, 0), 0.400002m },
        { "answer to a long prompt", Tiered, Tokens(500_000, 1_000_000), 7m },
        { "class that only short prompts have a price of", Tiered, Tokens(500_000, 0) with { CachedPrompt = 1 }, null },
        { "long prompt without prices", Tiered with { LongPrompt = null }, Tokens(500_000, 0), null },
        { "short prompt without prices of long ones", Tiered with { LongPrompt = null }, Tokens(100_000, 0), 0.1m },
        { "no input price", Full with { Input = null }, Tokens(1, 1), null },
        { "no output price", Full with { Output = null }, Tokens(1, 1), null },
        { "no output price, none written", Full with { Output = null }, Tokens(1_000_000, 0), 1m },
        { "no cached price", Full with { CachedInput = null }, Tokens(2, 1) with { CachedPrompt = 1 }, null },
        { "no cached price, none cached", Full with { CachedInput = null }, Tokens(1_000_000, 0) with { CachedPrompt = 0 }, 1m },
        { "no write price", Full with { CacheWrite = null }, Tokens(2, 1) with { CacheWritePrompt = 1 }, null },
        { "no audio price", Full with { AudioInput = null }, Tokens(2, 1) with { AudioPrompt = 1 }, null },
        { "more cached than prompted", Full, Tokens(1, 1) with { CachedPrompt = 2 }, null },
        { "negative completion", Full, Tokens(1, -1), null },
    };

    [Theory]
    [MemberData(nameof(Costs))]
    public void Cost_IsTheSumOfKnownClassesOrUnknown(string what, ModelPrice price, TokenUsage? usage, decimal? cost) =>
        Assert.Equal((what, cost), (what, price.CostOf(usage)));

    private static TokenUsage Tokens(long prompt, long completion) => new() { Prompt = prompt, Completion = completion };
}
