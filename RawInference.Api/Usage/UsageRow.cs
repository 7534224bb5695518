using RawInference.Core.Usage;

namespace RawInference.Api.Usage;

/// <summary>One sum: the values that it is of, in the order of the groups asked for, and its numbers.</summary>
internal sealed record UsageRow(IReadOnlyList<string?> Values, UsageCounts Counts);
