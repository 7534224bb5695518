namespace RawInference.Core.Pipeline.Caching;

/// <summary>What a response cache says to a look-up.</summary>
/// <param name="Answer">The kept answer; null where there is none, or none any more.</param>
/// <param name="IsAway">Its store did not say: as good as a miss.</param>
public readonly record struct CacheLookup(ReadOnlyMemory<byte>? Answer, bool IsAway = false);
