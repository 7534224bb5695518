using RawInference.Core.Usage;

namespace RawInference.State.Usage;

/// <summary>What one day's calls of one namespace and key to one model used together.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Namespace">Id.</param>
/// <param name="KeyId">Id of the key.</param>
/// <param name="Provider">Null where none was asked.</param>
/// <param name="Model">Null where none was asked, or one that only the caller knows.</param>
/// <param name="Counts">The sums.</param>
public sealed record UsageTotal(DateOnly Day, string Namespace, string KeyId, string? Provider, string? Model, UsageCounts Counts);
