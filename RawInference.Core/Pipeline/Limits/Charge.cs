using RawInference.Core.Limits;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>How much of a limit a call takes.</summary>
/// <param name="Dimension">The limit.</param>
/// <param name="Amount">Calls, tokens or nano US dollars; not negative.</param>
public sealed record Charge(LimitDimension Dimension, long Amount);
