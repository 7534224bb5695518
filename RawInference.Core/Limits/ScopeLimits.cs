namespace RawInference.Core.Limits;

/// <summary>The limits of one party of a call.</summary>
/// <param name="Scope">Which.</param>
/// <param name="Id">Its id.</param>
/// <param name="Limits">What it may use.</param>
public sealed record ScopeLimits(LimitScope Scope, string Id, LimitSet Limits);
