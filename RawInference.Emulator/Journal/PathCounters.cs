namespace RawInference.Emulator.Journal;

/// <summary>Totals of one path; received = completed + aborted + open at every moment.</summary>
internal sealed record PathCounters(long Received, long Completed, long Aborted)
{
    public long Open => Received - Completed - Aborted;
}
