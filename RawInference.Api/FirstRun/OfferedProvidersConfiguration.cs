using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Providers;

namespace RawInference.Api.FirstRun;

/// <summary>Adds what was offered to the configuration; what is configured stays.</summary>
internal sealed class OfferedProvidersConfiguration(OfferedProviders offered)
    : IPostConfigureOptions<RawInferenceOptions>, IPostConfigureOptions<MediaOptions>
{
    public void PostConfigure(string? name, RawInferenceOptions options)
    {
        foreach (var (provider, entry) in offered.Providers)
        {
            options.Providers.TryAdd(provider, entry);
        }
    }

    public void PostConfigure(string? name, MediaOptions options)
    {
        if (offered.EmulatorOrigin is { } origin)
        {
            options.AllowedOrigins.Add(origin.GetLeftPart(UriPartial.Authority));
        }
    }
}
