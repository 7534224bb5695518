using System.Collections.Frozen;

namespace RawInference.Core.Providers;

/// <summary>The registered connectors with what they contribute.</summary>
public sealed class ConnectorRegistry
{
    private readonly FrozenDictionary<string, IConnector> _connectors;
    private readonly FrozenDictionary<string, ProviderPreset> _presets;

    public ConnectorRegistry(IEnumerable<IConnector> connectors)
    {
        _connectors = ByName(connectors, "connector", connector => connector.Name);
        _presets = ByName(_connectors.Values.SelectMany(connector => connector.Presets), "provider", preset => preset.Name);
    }

    public IEnumerable<IConnector> All => _connectors.Values;

    public IEnumerable<string> Names => _connectors.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<ProviderPreset> Presets => _presets.Values.OrderBy(preset => preset.Name, StringComparer.Ordinal);

    public IConnector? Find(string name) => _connectors.GetValueOrDefault(name);

    public ProviderPreset? FindPreset(string name) => _presets.GetValueOrDefault(name);

    private static FrozenDictionary<string, T> ByName<T>(IEnumerable<T> items, string kind, Func<T, string> nameOf)
    {
        var groups = items.GroupBy(nameOf).ToArray();
        return groups.FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InvalidOperationException($"There are two registrations of a {kind} named '{twice.Key}': give one of them another name.")
            : groups.ToFrozenDictionary(group => group.Key, group => group.Single());
    }
}
