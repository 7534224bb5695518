namespace RawInference.State.Usage;

/// <summary>How much of the usage is kept, and for how long: <c>RawInference:State:Usage</c>.</summary>
public sealed class UsageOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = $"{StateOptions.Section}:Usage";

    /// <summary>Days that single records are kept, 1 to 400; 7 by default.</summary>
    public int RecordDays { get; set; } = 7;

    /// <summary>The most records that are kept, 1,000 to 100,000,000; a million by default. The oldest make way, and the log says so.</summary>
    public long MaxRecords { get; set; } = 1_000_000;

    /// <summary>Days that daily sums are kept, 32 to 4,000; 400 by default.</summary>
    public int RollupDays { get; set; } = 400;

    /// <summary>Every record is one event of the log, too, at the level Information.</summary>
    public bool LogRecords { get; set; }

    /// <summary>What is wrong with the values, each with its path.</summary>
    internal IEnumerable<string> Problems()
    {
        if (RecordDays is < 1 or > 400)
        {
            yield return $"{Section}:{nameof(RecordDays)}: must be 1 to 400.";
        }

        if (MaxRecords is < 1_000 or > 100_000_000)
        {
            yield return $"{Section}:{nameof(MaxRecords)}: must be 1,000 to 100,000,000.";
        }

        if (RollupDays is < 32 or > 4_000)
        {
            yield return $"{Section}:{nameof(RollupDays)}: must be 32 to 4,000, so that a month is whole.";
        }
    }
}
