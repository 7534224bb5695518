using System.Collections.Frozen;
using System.Collections.ObjectModel;
using Microsoft.Extensions.Options;

namespace RawInference.Core.Providers;

/// <summary>The configured providers.</summary>
public sealed class ProviderDirectory
{
    private readonly FrozenDictionary<string, ProviderAccount> _accounts;

    public ProviderDirectory(IOptions<RawInferenceOptions> options, ConnectorRegistry connectors)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(connectors);
        _accounts = options.Value.Providers
            .Select(pair => Account(pair.Key, pair.Value, connectors))
            .ToFrozenDictionary(account => account.Name, StringComparer.Ordinal);
    }

    /// <summary>By name.</summary>
    public IEnumerable<ProviderAccount> All => _accounts.Values.OrderBy(account => account.Name, StringComparer.Ordinal);

    public ProviderAccount? Find(string name) => _accounts.GetValueOrDefault(name);

    private static ProviderAccount Account(string name, ProviderOptions options, ConnectorRegistry connectors)
    {
        var preset = connectors.FindPreset(options.Preset ?? name);
        var quirks = new Dictionary<string, string>(preset?.Quirks ?? ReadOnlyDictionary<string, string>.Empty);
        foreach (var (quirk, value) in options.Quirks)
        {
            quirks[quirk] = value;
        }

        return new ProviderAccount
        {
            Name = name,
            Connector = connectors.Find(options.Connector ?? preset!.Connector)!,
            Endpoint = options.Endpoint is { } endpoint ? new Uri(endpoint.TrimEnd('/')) : preset?.Endpoint,
            ApiKey = options.ApiKey is { Length: > 0 } key ? key : null,
            Project = options.Project,
            Location = options.Location,
            CredentialsFile = options.CredentialsFile,
            ApiVersion = options.ApiVersion,
            Deployments = options.Deployments.ToFrozenDictionary(),
            Quirks = quirks.ToFrozenDictionary(),
            Operations = preset?.Operations ?? [],
            Unsupported = [.. preset?.Unsupported ?? [], .. options.Unsupported],
            Emulated = options.Emulated,
            TelemetryName = preset?.TelemetryName ?? name,
            Catalogue = preset?.Name,
        };
    }
}
