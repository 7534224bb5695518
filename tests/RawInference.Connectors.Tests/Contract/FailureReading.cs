using RawInference.Usage;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What came of a call that may have failed.</summary>
public sealed record FailureReading(string Text, TokenUsage? Usage, IReadOnlyList<InferenceWarning> Warnings);
