using RawInference.Core.Providers;

namespace RawInference.Api.FirstRun;

/// <summary>What a first run found or started besides the configuration.</summary>
internal sealed class OfferedProviders
{
    public Dictionary<string, ProviderOptions> Providers { get; } = new(StringComparer.Ordinal);

    /// <summary>The emulator's origin; its media may be fetched although it is on loopback.</summary>
    public Uri? EmulatorOrigin { get; set; }
}
