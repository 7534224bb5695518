using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>The port to the book of limits and usage. Failures of the store are an <see cref="InferenceException"/> of the code <c>Unavailable</c>.</summary>
public interface ILedger
{
    /// <summary>
    /// Checks every limit and charges all of them, or none, in one step. A lease outlives the process: where nobody settles it in time,
    /// its estimate is recorded and charged.
    /// </summary>
    ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Frees the lease, charges what was really used, and writes exactly one record, in one step; the same id twice counts once.
    /// When it completes the record is safe.
    /// </summary>
    ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken);

    /// <summary>Where limits stand, in the order of <paramref name="dimensions"/>.</summary>
    ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(string organization, IReadOnlyList<LimitDimension> dimensions, CancellationToken cancellationToken);
}
