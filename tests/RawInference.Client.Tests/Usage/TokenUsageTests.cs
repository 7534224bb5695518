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
    public void Sum_DoesNotDependOnTheOrder()
    {
        var count = Gen.Choose(0, 1_000_000).Select(number => (long)number);
        var maybe = Gen.OneOf(Gen.Constant((long?)null), count.Select(number => (long?)number));
        var usage =
            from prompt in count
            from completion in count
            from classes in maybe.ListOf(4)
            select new TokenUsage
            {
                Prompt = prompt,
                Completion = completion,
                CachedPrompt = classes[0],
                CacheWritePrompt = classes[1],
                Reasoning = classes[2],
                AudioPrompt = classes[3],
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
