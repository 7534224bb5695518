namespace RawInference.Client.Tests;

public class CallFactsTests
{
    [Fact]
    public async Task WarningFromManyPartsAtOnce_IsThereOnce()
    {
        for (var round = 0; round < 20; round++)
        {
            var facts = new CallFacts();
            using var start = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                for (var index = 0; index < 300; index++)
                {
                    facts.Add(new InferenceWarning(WarningCodes.ParameterDropped, $"inputs.prompts[{index}]", "was left out."));
                }
            })));

            Assert.Equal(300, facts.Warnings.Count);
        }
    }

    [Fact]
    public async Task AttemptsFromManyParts_AreAllThere()
    {
        var facts = new CallFacts();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(part => Task.Run(() =>
        {
            for (var index = 0; index < 100; index++)
            {
                facts.Add(new InferenceAttempt("acme", "m", 200, TimeSpan.Zero, Part: part));
            }
        })));

        Assert.Equal(800, facts.Attempts.Count);
        Assert.All(facts.Attempts.CountBy(attempt => attempt.Part ?? -1), pair => Assert.Equal(100, pair.Value));
    }

    [Fact]
    public void Warnings_KeepTheirOrder()
    {
        var facts = new CallFacts();
        foreach (var path in new[] { "b", "a", "b", "c" })
        {
            facts.Add(new InferenceWarning(WarningCodes.UnknownField, path, "was ignored."));
        }

        Assert.Equal(["b", "a", "c"], facts.Warnings.Select(warning => warning.Path));
    }

    [Fact]
    public void FactsOfNoCall_TakeNothing_SoThatOneCallersCannotReachAnother()
    {
        Assert.Throws<InvalidOperationException>(() => CallFacts.None.Add(new InferenceWarning("a", null, "b")));
        Assert.Throws<InvalidOperationException>(() => CallFacts.None.Add(new InferenceAttempt("acme", "m", null, TimeSpan.Zero)));
        Assert.Throws<InvalidOperationException>(() => CallFacts.None.RequestId = "mine");
        Assert.Empty(CallFacts.None.Warnings);
        Assert.Empty(CallFacts.None.Attempts);
        Assert.Equal("", CallFacts.None.RequestId);
    }
}
