namespace RawInference.Core.Pipeline.Caching;

/// <summary>How a flight ended.</summary>
/// <param name="Outcome">What became of its leader.</param>
/// <param name="Answer">The leader's answer, where it was <see cref="FlightOutcome.Answered"/>.</param>
internal readonly record struct FlightEnd(FlightOutcome Outcome, ReadOnlyMemory<byte> Answer = default);
