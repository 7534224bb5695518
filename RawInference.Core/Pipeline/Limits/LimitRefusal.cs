using RawInference.Core.Limits;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>Why a reservation was refused.</summary>
/// <param name="Dimension">The limit that stands in the way; of several, the one with the longest wait.</param>
/// <param name="Remaining">What is left of it.</param>
/// <param name="RetryAfter">After this wait the same reservation fits, if nobody else takes what is freed. Null where that cannot be known, as with running calls.</param>
public sealed record LimitRefusal(LimitDimension Dimension, long Remaining, TimeSpan? RetryAfter);
