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
            options.Providers[provider.Key] = Provider(new SettingsSection(provider, options.Problems));
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
            options.Models[alias.Key] = Alias(new SettingsSection(alias, options.Problems));
        }

        foreach (var price in section.GetSection("Prices").GetChildren())
        {
            options.Prices[price.Key] = PriceSettings.Read(new SettingsSection(price, options.Problems));
        }
    }

    private static ProviderOptions Provider(SettingsSection settings)
    {
        var provider = new ProviderOptions
        {
            Preset = settings.Text(nameof(ProviderOptions.Preset)),
            Connector = settings.Text(nameof(ProviderOptions.Connector)),
            Endpoint = settings.Text(nameof(ProviderOptions.Endpoint)),
            ApiKey = settings.Text(nameof(ProviderOptions.ApiKey)),
            Project = settings.Text(nameof(ProviderOptions.Project)),
            Location = settings.Text(nameof(ProviderOptions.Location)),
            CredentialsFile = settings.Text(nameof(ProviderOptions.CredentialsFile)),
            ApiVersion = settings.Text(nameof(ProviderOptions.ApiVersion)),
            Emulated = settings.Flag(nameof(ProviderOptions.Emulated)),
        };
        Fill(provider.Deployments, settings.Map(nameof(ProviderOptions.Deployments)));
        provider.Unsupported.AddRange(settings.Texts(nameof(ProviderOptions.Unsupported)));
        Fill(provider.Quirks, settings.Map(nameof(ProviderOptions.Quirks)));
        settings.RefuseOthers();
        return provider;
    }

    private static ModelAliasOptions Alias(SettingsSection settings)
    {
        var alias = new ModelAliasOptions
        {
            Task = settings.Text(nameof(ModelAliasOptions.Task)),
            Parameters = settings.Json(nameof(ModelAliasOptions.Parameters)),
            Cache = settings.Section(nameof(ModelAliasOptions.Cache)) is { } cache ? Cache(cache) : null,
        };
        alias.Targets.AddRange(settings.Texts(nameof(ModelAliasOptions.Targets)));
        settings.RefuseOthers();
        return alias;
    }

    private static CacheOptions Cache(SettingsSection settings)
    {
        var cache = new CacheOptions(
            settings.Whole("TtlSeconds", 1, (long)CacheOptions.MaxTimeToLive.TotalSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            settings.Word<CacheMode>(nameof(CacheOptions.Mode)) ?? CacheMode.On,
            settings.Flag(nameof(CacheOptions.ImmutableUrls)));
        settings.RefuseOthers();
        return cache;
    }

    private static void Fill(Dictionary<string, string> map, IEnumerable<KeyValuePair<string, string>> items)
    {
        foreach (var (key, value) in items)
        {
            map[key] = value;
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
