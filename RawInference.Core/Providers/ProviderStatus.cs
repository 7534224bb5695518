namespace RawInference.Core.Providers;

/// <summary>What the last attempts say of a provider.</summary>
public enum ProviderStatus
{
    /// <summary>It has not been asked since the start.</summary>
    Unknown,

    /// <summary>It answered the last attempt, be it with a refusal.</summary>
    Ok,

    /// <summary>The last attempt failed, and not for what was asked.</summary>
    Failing,
}
