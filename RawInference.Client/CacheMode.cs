namespace RawInference;

/// <summary>What a call may do with the response cache.</summary>
public enum CacheMode
{
    /// <summary>Look up, and store what was not there.</summary>
    On,

    /// <summary>Look up only.</summary>
    Read,

    /// <summary>Do not look up; store only what was not there.</summary>
    Write,

    /// <summary>Do not look up; store anew.</summary>
    Refresh,

    /// <summary>Neither, whatever the alias or the gateway would do.</summary>
    Off,
}
