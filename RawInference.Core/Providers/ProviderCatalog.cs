using RawInference.Core.Identity;
using RawInference.Core.Models;
using RawInference.Core.Pipeline;
using RawInference.Media;

namespace RawInference.Core.Providers;

/// <summary>Which providers there are, as far as a key may know.</summary>
public sealed class ProviderCatalog
{
    private readonly ProviderDirectory _providers;
    private readonly ConnectorRegistry _connectors;
    private readonly ModelCatalog _models;
    private readonly OperationDispatcher _dispatcher;
    private readonly ProviderHealthMonitor _health;

    internal ProviderCatalog(
        ProviderDirectory providers,
        ConnectorRegistry connectors,
        ModelCatalog models,
        OperationDispatcher dispatcher,
        ProviderHealthMonitor health)
    {
        _providers = providers;
        _connectors = connectors;
        _models = models;
        _dispatcher = dispatcher;
        _health = health;
    }

    /// <summary>The names of the providers that a key may use, in order.</summary>
    public IEnumerable<string> NamesFor(KeyGrant grant) => AccountsFor(grant).Select(account => account.Name);

    /// <summary>The providers that a key may use, by name, with no more operations and models than it may use of them.</summary>
    public IEnumerable<ConfiguredProvider> ConfiguredFor(KeyGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var known = _models.Models.Where(target => grant.Shows(null, target)).ToLookup(target => target.Account.Name);
        return AccountsFor(grant).Select(account => new ConfiguredProvider
        {
            Account = account,
            KeyVariable = account.Catalogue is { } preset ? _connectors.FindPreset(preset)?.KeyVariable : null,
            Operations = [.. _dispatcher.OperationsOf(account.Connector, account.Operations).Where(grant.AllowsOperation)],
            Models = known[account.Name].Count(),
            Capabilities = [.. CapabilitiesOf(known[account.Name], grant)],
            Health = _health.Of(account.Name),
        });
    }

    /// <summary>Well-known providers that are not configured, and that a key might use if they were, by name.</summary>
    public IEnumerable<OfferedPreset> OfferedFor(KeyGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return _connectors.Presets
            .Where(preset => _providers.Find(preset.Name) is null && MayUse(grant, preset.Name))
            .Select(preset => (Preset: preset, Connector: _connectors.Find(preset.Connector)!))
            .Select(offered => new OfferedPreset(
                offered.Preset,
                [.. _dispatcher.OperationsOf(offered.Connector, offered.Preset.Operations).Where(grant.AllowsOperation)],
                offered.Connector.Models.Count(card => card.Provider == offered.Preset.Name)));
    }

    private IEnumerable<ProviderAccount> AccountsFor(KeyGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return _providers.All.Where(account => MayUse(grant, account.Name));
    }

    /// <summary>A key that is bound to models may use the providers of those, and of the targets of its aliases.</summary>
    private bool MayUse(KeyGrant grant, string provider) =>
        grant.Providers?.Contains(provider) != false
        && (grant.Models is null
            || grant.Models.Any(model => model.StartsWith($"{provider}/", StringComparison.Ordinal))
            || _models.Aliases.Any(alias => grant.Models.Contains(alias.Key) && alias.Value.Any(target => target.Account.Name == provider)));

    private IEnumerable<ProviderCapability> CapabilitiesOf(IEnumerable<ModelTarget> models, KeyGrant grant) =>
        from target in models
        from operation in _dispatcher.OperationsOf(target)
        where grant.AllowsOperation(operation)
        group target by operation into served
        orderby served.Key
        select new ProviderCapability(served.Key, [.. InputsOf(served)], served.Count());

    private static IEnumerable<MediaKind> InputsOf(IEnumerable<ModelTarget> models) =>
        models.SelectMany(target => target.Card!.Inputs).Distinct().Order();
}
