using RawInference.Core.Usage;

namespace RawInference.State.Usage;

/// <summary>Some of the records.</summary>
/// <param name="Records">The newest first.</param>
/// <param name="Next">The cursor of the following page; null behind the last.</param>
public sealed record UsagePage(IReadOnlyList<UsageRecord> Records, string? Next);
