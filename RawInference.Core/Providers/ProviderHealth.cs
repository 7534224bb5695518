namespace RawInference.Core.Providers;

/// <summary>How a provider is, as far as this process has seen.</summary>
/// <param name="Status">What the last attempts say.</param>
/// <param name="Error">What the last one failed of; null where it did not.</param>
/// <param name="At">When the last attempt that tells anything ended; null where there was none.</param>
public sealed record ProviderHealth(ProviderStatus Status, InferenceErrorCode? Error = null, DateTimeOffset? At = null)
{
    public static ProviderHealth Unknown { get; } = new(ProviderStatus.Unknown);
}
