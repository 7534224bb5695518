using RawInference.Core.Pipeline.Limits;

namespace RawInference.State.Local;

/// <summary>A lease in memory, until it is settled, or has run out and been recorded as lost.</summary>
internal sealed class HeldLease(Lease lease, DateTimeOffset deadline)
{
    public static readonly IComparer<HeldLease> ByDeadline = Comparer<HeldLease>.Create((left, right) =>
        left.Deadline.CompareTo(right.Deadline) is var order and not 0 ? order : string.CompareOrdinal(left.Lease.Id, right.Lease.Id));

    public Lease Lease { get; } = lease;

    public DateTimeOffset Deadline { get; } = deadline;

    /// <summary>It ran out: what it held counts as used.</summary>
    public bool Expired { get; set; }
}
