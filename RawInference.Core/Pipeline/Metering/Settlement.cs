using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>The end of a journey.</summary>
/// <param name="Record">What is written down.</param>
/// <param name="Lease">What it held; null where nothing was reserved.</param>
/// <param name="Charges">What it really used of each limit of the lease, in the lease's order. A concurrency is freed whatever is said here.</param>
public sealed record Settlement(UsageRecord Record, Lease? Lease, IReadOnlyList<Charge> Charges);
