using System.Collections.Frozen;

namespace RawInference.Core.Providers;

/// <summary>The registered connectors with what they contribute.</summary>
public sealed class ConnectorRegistry
{
    private readonly FrozenDictionary<string, IConnector> _connectors;
    private readonly FrozenDictionary<string, ProviderPreset> _presets;

    public ConnectorRegistry(IEnumerable<IConnector> connectors)
    {
        _connectors = connectors.ToFrozenDictionary(connector => connector.Name);
        _presets = _connectors.Values.SelectMany(connector => connector.Presets).ToFrozenDictionary(preset => preset.Name);
    }

    public IEnumerable<IConnector> All => _connectors.Values;

    public IEnumerable<string> Names => _connectors.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<ProviderPreset> Presets => _presets.Values.OrderBy(preset => preset.Name, StringComparer.Ordinal);

    public IConnector? Find(string name) => _connectors.GetValueOrDefault(name);

    public ProviderPreset? FindPreset(string name) => _presets.GetValueOrDefault(name);
}
