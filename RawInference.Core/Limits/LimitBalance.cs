namespace RawInference.Core.Limits;

/// <summary>Where a limit stands: <c>Limit = Remaining + Settled + Reserved</c>; an overrun is a negative rest, carried as debt.</summary>
/// <param name="Dimension">The limit.</param>
/// <param name="Settled">Used by calls that have ended, in the current window.</param>
/// <param name="Reserved">Held by calls that have not.</param>
public sealed record LimitBalance(LimitDimension Dimension, long Settled, long Reserved)
{
    public long Remaining => Dimension.Limit - Settled - Reserved;
}
