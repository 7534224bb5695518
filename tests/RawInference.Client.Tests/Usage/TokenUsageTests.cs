using FsCheck;
using FsCheck.Fluent;
using RawInference.Usage;

namespace RawInference.Client.Tests.Usage;

public class TokenUsageTests
{
    [Fact]
    public void Total_IsPromptAndCompletion_WithTheirClassesInside()
    {
        var usage = new TokenUsage { Prompt = 100, Completion = 50, CachedPrompt = 30, CacheWritePrompt = 20, Reasoning = 40 };

        Assert.Equal(150, usage.Total);
        Assert.Equal(50, usage.FreshPrompt);
    }

    [Fact]
    public void ClassThatNobodyKnows_StaysUnknownInASum()
    {
        var sum = new TokenUsage { Prompt = 1, Completion = 2 } + new TokenUsage { Prompt = 3, Completion = 4 };

        Assert.Equal(new TokenUsage { Prompt = 4, Completion = 6 }, sum);
        Assert.Null(sum.CachedPrompt);
        Assert.Null(sum.AudioSeconds);
    }

    [Fact]
    public void ClassThatOneSideKnows_KeepsItsCount()
    {
        var sum = new TokenUsage { Prompt = 1, Completion = 0, CachedPrompt = 1, AudioSeconds = 2.5 }
            + new TokenUsage { Prompt = 1, Completion = 0, Reasoning = 7, CachedAudioPrompt = 2 };

        Assert.Equal((1, 2, 7, 2.5), (sum.CachedPrompt, sum.CachedAudioPrompt, sum.Reasoning, sum.AudioSeconds));
        Assert.Null(sum.AudioPrompt);
    }

    [Fact]
    public void EveryClass_IsSummed()
    {
        var one = new TokenUsage
        {
            Prompt = 1,
            Completion = 2,
            CachedPrompt = 3,
            CacheWritePrompt = 4,
            CacheWriteLongPrompt = 5,
            Reasoning = 6,
            AudioPrompt = 7,
            ImagePrompt = 8,
            AudioCompletion = 9,
            ImageCompletion = 10,
            Characters = 11,
            Images = 12,
            AudioSeconds = 13,
        };
        var sum = one + one;

        Assert.All(
            typeof(TokenUsage).GetProperties().Where(property => property.CanWrite),
            property => Assert.Equal(2 * Convert.ToDouble(property.GetValue(one)), Convert.ToDouble(property.GetValue(sum))));
    }

    [Fact]
    public void WhatIsBilledOtherwise_IsWithoutTokens()
    {
        var none = new TokenUsage { Prompt = 0, Completion = 0 };

        Assert.False(none.IsWithoutTokens);
        Assert.True((none with { AudioSeconds = 1 }).IsWithoutTokens);
        Assert.True((none with { Characters = 0 }).IsWithoutTokens);
        Assert.True((none with { Images = 1 }).IsWithoutTokens);
        Assert.False((none with { Images = 1, Prompt = 1 }).IsWithoutTokens);
    }

    [Fact]
    public void Sum_DoesNotDependOnTheOrder()
    {
        var count = Gen.Choose(0, 1_000_000).Select(number => (long)number);
        var maybe = Gen.OneOf(Gen.Constant((long?)null), count.Select(number => (long?)number));
        var usage =
            from prompt in count
            from completion in count
            from classes in maybe.ListOf(10)
            select new TokenUsage
            {
                Prompt = prompt,
                Completion = completion,
                CachedPrompt = classes[0],
                CacheWritePrompt = classes[1],
                Reasoning = classes[2],
                AudioPrompt = classes[3],
                CacheWriteLongPrompt = classes[4],
                ImagePrompt = classes[5],
                AudioCompletion = classes[6],
                ImageCompletion = classes[7],
                Characters = classes[8],
                Images = classes[9],
            };

        Prop.ForAll(usage.ListOf(3).ToArbitrary(), usages =>
        {
            var (a, b, c) = (usages[0], usages[1], usages[2]);
            Assert.Equal(a + b, b + a);
            Assert.Equal((a + b) + c, a + (b + c));
            Assert.Equal(a.Total + b.Total, (a + b).Total);
            Assert.Equal(a.FreshPrompt + b.FreshPrompt, (a + b).FreshPrompt);
        }).QuickCheckThrowOnFailure();
    }
}
