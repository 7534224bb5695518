using RawInference.Core.Identity;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.State.Keys;

namespace RawInference.State.Limits;

/// <summary>Which providers and models keys and limits may name: <c>provider/model</c> of a provider that there is, and aliases.</summary>
internal sealed class ModelNames(ProviderDirectory providers, ConnectorRegistry connectors, ModelCatalog models)
{
    /// <summary>The command line starts no stand-ins: any provider that a preset knows may be one that the server has.</summary>
    public IReadOnlyList<string> ProvidersFor(ApiKey actor)
    {
        var configured = providers.All.Select(account => account.Name).Where(name => actor.Grant.Providers?.Contains(name) != false);
        var known = actor.Id == KeyIds.CommandLine ? configured.Union(connectors.Presets.Select(preset => preset.Name)) : configured;
        return [.. known.Order(StringComparer.Ordinal)];
    }

    /// <summary>Those that mean nothing here, each with its path.</summary>
    public IEnumerable<InferenceProblem> Check(ApiKey actor, IEnumerable<(string Path, string Name)> names)
    {
        var known = ProvidersFor(actor);
        foreach (var (path, name) in names)
        {
            var selector = ModelSelector.Parse(name);
            if (selector.Alias is { } alias)
            {
                if (!models.Aliases.Any(pair => pair.Key == alias))
                {
                    yield return new(path, $"'{name}' is neither 'provider/model' nor an alias; GET /v1/models lists both.");
                }
            }
            else if (!known.Contains(selector.Provider!))
            {
                yield return new(path, $"'{name}': its provider is not configured; there are {string.Join(", ", known)}.");
            }
        }
    }
}
