namespace RawInference;

/// <summary>What a call may do with the response cache.</summary>
public enum CacheMode
{
    /// <summary>Look up, and store what was not there.</summary>
    On,

    /// <summary>Look up only.</summary>
    Read,

    /// <summary>Store only what was not there.</summary>
    Write,

    /// <summary>Do not look up; store anew.</summary>
    Refresh,
}
