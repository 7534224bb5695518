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
        Output = 4,
        AudioInput = 10,
        AudioMinute = 0.006m,
        AsOf = new DateOnly(2026, 1, 1),
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
