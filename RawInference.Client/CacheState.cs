namespace RawInference;

/// <summary>What the response cache did for a call.</summary>
public enum CacheState
{
    /// <summary>The answer came from it.</summary>
    Hit,

    /// <summary>It had none, or was only to store the answer.</summary>
    Miss,

    /// <summary>It was asked for, and could not be used.</summary>
    Bypass,

    /// <summary>It was not looked up; the answer replaces what was there.</summary>
    Refresh,
}
