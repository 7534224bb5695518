namespace RawInference.State.Tests.Contract;

/// <summary>Something that happens to a ledger.</summary>
public abstract record LedgerOperation
{
    /// <summary>A call wants this much of these limits (their numbers in <see cref="LedgerOperations.Limits"/>).</summary>
    public sealed record Reserve(int Key, IReadOnlyList<(int Limit, long Amount)> Wanted, TimeSpan HeldFor) : LedgerOperation;

    /// <summary>A call ends, the first time or once more: the number chooses among all that were reserved.</summary>
    public sealed record Settle(int Call, IReadOnlyList<long> Used) : LedgerOperation;

    /// <summary>Time goes on.</summary>
    public sealed record Pass(TimeSpan Time) : LedgerOperation;

    /// <summary>Lost calls are recorded.</summary>
    public sealed record Sweep : LedgerOperation;
}
