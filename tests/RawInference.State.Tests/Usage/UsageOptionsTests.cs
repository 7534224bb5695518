using Microsoft.Extensions.Options;

namespace RawInference.State.Tests.Usage;

public sealed class UsageOptionsTests
{
    [Fact]
    public void NothingConfigured_KeepsAWeekOrAMillion_AndSumsForAYear()
    {
        using var state = new LocalState([]);

        Assert.Empty(state.Start());
        var usage = state.Get<IOptions<StateOptions>>().Value.Usage;
        Assert.Equal((7, 1_000_000, 400, false), (usage.RecordDays, usage.MaxRecords, usage.RollupDays, usage.LogRecords));
    }

    [Fact]
    public void BoundsThatKeepNothing_AndMisspelledOnes_AreRefusedAtOnce()
    {
        using var state = new LocalState(new()
        {
            ["RawInference:State:Usage:RecordDays"] = "0",
            ["RawInference:State:Usage:MaxRecords"] = "999",
            ["RawInference:State:Usage:RollupDays"] = "31",
            ["RawInference:State:Usage:Days"] = "7",
        });

        Assert.Equal(
            [
                "RawInference:State:Usage:Days: is not a setting; there are RecordDays, MaxRecords, RollupDays, LogRecords.",
                "RawInference:State:Usage:RecordDays: must be 1 to 400.",
                "RawInference:State:Usage:MaxRecords: must be 1,000 to 100,000,000.",
                "RawInference:State:Usage:RollupDays: must be 32 to 4,000, so that a month is whole.",
            ],
            state.Start());
    }
}
