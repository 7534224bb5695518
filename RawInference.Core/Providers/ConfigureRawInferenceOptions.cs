using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RawInference.Core.Models;

namespace RawInference.Core.Providers;

/// <summary>Fills the options from the configuration, and adds each well-known provider whose key is in the environment.</summary>
internal sealed class ConfigureRawInferenceOptions(IConfiguration configuration, ConnectorRegistry connectors)
    : IConfigureOptions<RawInferenceOptions>
{
    public void Configure(RawInferenceOptions options)
    {
        var section = configuration.GetSection(RawInferenceOptions.Section);
        foreach (var provider in section.GetSection("Providers").GetChildren())
        {
            var entry = new ProviderOptions();
            provider.Bind(entry, binder => binder.ErrorOnUnknownConfiguration = true);
            options.Providers[provider.Key] = entry;
        }

        foreach (var preset in connectors.Presets)
        {
            if (preset.KeyVariable is { } variable && configuration[variable] is { Length: > 0 } key)
            {
                AddKey(options, preset.Name, key);
            }
        }

        foreach (var alias in section.GetSection("Models").GetChildren())
        {
            var entry = new ModelAliasOptions
            {
                Task = alias["Task"],
                Parameters = ConfigurationJson.Read(alias.GetSection("Parameters")),
            };
            entry.Targets.AddRange(alias.GetSection("Targets").GetChildren().Select(target => target.Value ?? ""));
            options.Models[alias.Key] = entry;
        }
    }

    /// <summary>The configuration wins: a key there, or a stand-in that was put there on purpose, is left alone.</summary>
    private static void AddKey(RawInferenceOptions options, string provider, string key)
    {
        if (!options.Providers.TryGetValue(provider, out var entry))
        {
            options.Providers[provider] = entry = new ProviderOptions();
        }

        if (entry is { ApiKey: null or "", Emulated: false })
        {
            entry.ApiKey = key;
        }
    }
}
