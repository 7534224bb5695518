using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RawInference.Contract;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Core.Models;

/// <summary>What names mean: aliases, providers and their models.</summary>
public sealed class ModelCatalog
{
    private readonly ProviderDirectory _providers;
    private readonly ModelCardIndex _cards;
    private readonly IReadOnlyDictionary<string, ModelPrice> _prices;
    private readonly FrozenDictionary<string, Alias> _aliases;
    private readonly FrozenDictionary<(string Provider, string Model), ModelTarget> _known;

    public ModelCatalog(IOptions<RawInferenceOptions> options, ProviderDirectory providers, IEnumerable<IConnector> connectors)
    {
        ArgumentNullException.ThrowIfNull(options);
        _providers = providers;
        _cards = new ModelCardIndex(connectors);
        _prices = options.Value.Prices;
        _known = providers.All
            .Where(account => account.Catalogue is not null)
            .SelectMany(account => _cards.Of(account.Catalogue!).Select(card => Target(account, card.Id, card)))
            .ToFrozenDictionary(target => (target.Account.Name, target.Model));
        _aliases = options.Value.Models.ToFrozenDictionary(
            pair => pair.Key,
            pair => new Alias(pair.Key, [.. pair.Value.Targets.Select(TargetOf)], pair.Value.Task, pair.Value.Parameters, pair.Value.Cache));
    }

    /// <summary>Every model that the catalogue knows of a configured provider, by provider and name.</summary>
    public IEnumerable<ModelTarget> Models => _known.Values
        .OrderBy(target => target.Account.Name, StringComparer.Ordinal)
        .ThenBy(target => target.Model, StringComparer.Ordinal);

    /// <summary>Every alias with its targets, by name.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<ModelTarget>>> Aliases => _aliases.Values
        .OrderBy(alias => alias.Name, StringComparer.Ordinal)
        .Select(alias => KeyValuePair.Create(alias.Name, alias.Targets));

    /// <summary>The operation and the ordered targets that a request means.</summary>
    /// <exception cref="InferenceException">An unknown provider, alias or task, or a request that could mean several operations.</exception>
    public ResolvedModel Resolve(ModelSelector selector, RequestShape shape)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(shape);
        var alias = selector.Alias is { } name
            ? _aliases.GetValueOrDefault(name) ?? throw UnknownAlias(name)
            : new Alias("", [TargetOf(selector.Provider!, selector.Model!)], null, null, null);

        return new ResolvedModel(OperationOf(alias, shape), alias.Targets, alias.Parameters, alias.Cache);
    }

    private static string OperationOf(Alias alias, RequestShape shape)
    {
        if ((shape.Operation ?? alias.Task) is { } task)
        {
            return OperationContracts.Find(task) is not null
                ? task
                : throw InferenceException.Invalid("task", $"must be one of {string.Join(", ", OperationContracts.All.Select(contract => contract.Operation))}.");
        }

        // What the model is for comes first, then what the inputs look like.
        var possible = alias.Targets[0].Card?.Operations;
        if (possible is { Count: > 0 })
        {
            var taking = OperationContracts.Taking(shape.InputKeys).Select(contract => contract.Operation).ToArray();
            return possible.FirstOrDefault(taking.Contains) ?? possible[0];
        }

        string[] implied = [.. OperationContracts.All
            .Where(contract => contract.IsImpliedBy(shape.InputKeys))
            .Select(contract => contract.Operation)];
        return implied.Length == 1
            ? implied[0]
            : throw InferenceException.Invalid(
                "task",
                $"is missing: the catalogue does not know '{alias.Targets[0]}', and its inputs do not tell what is meant; "
                + $"set it to one of {string.Join(", ", OperationContracts.All.Select(contract => contract.Operation))}.");
    }

    private static InferenceException UnknownAlias(string name) => new(InferenceErrorCode.NotFound, $"There is no inference named '{name}'.")
    {
        Problems = [new InferenceProblem("inference_name", "names no configured alias; GET /v1/models lists them.")],
    };

    private ModelTarget TargetOf(string slug)
    {
        var selector = ModelSelector.Parse(slug);
        return TargetOf(selector.Provider!, selector.Model!);
    }

    private ModelTarget TargetOf(string provider, string model)
    {
        if (_known.TryGetValue((provider, model), out var known))
        {
            return known;
        }

        var account = _providers.Find(provider) ?? throw InferenceException.Invalid(
            "provider",
            $"is not configured; there are {string.Join(", ", _providers.All.Select(other => other.Name))}.");
        return Target(account, model, account.Catalogue is { } catalogue ? _cards.Find(catalogue, model) : null);
    }

    private ModelTarget Target(ProviderAccount account, string model, ModelCard? card) => new(account, model, card, new ModelCapabilities
    {
        Provider = account.Name,
        Model = model,
        Known = card is not null,
        Operations = card?.Operations ?? [],
        Inputs = card?.Inputs.ToFrozenSet(),
        UnsupportedParameters = account.Unsupported.Concat(card?.Unsupported ?? []).ToFrozenSet(),
        ContextTokens = card?.ContextTokens,
        MaxOutputTokens = card?.MaxOutputTokens,
        MaxBatch = card?.MaxBatch,
        Dimensions = card?.Dimensions,
    })
    {
        Price = PriceOf(account, model, card),
    };

    /// <summary>The account's own price comes first, then that of its model's family, then the well-known provider's, then the catalogue's.</summary>
    private ModelPrice? PriceOf(ProviderAccount account, string model, ModelCard? card) =>
        _prices.GetValueOrDefault($"{account.Name}/{model}")
        ?? (card is null ? null : _prices.GetValueOrDefault($"{account.Name}/{card.Id}") ?? _prices.GetValueOrDefault($"{card.Provider}/{card.Id}"))
        ?? card?.Price;

    private sealed record Alias(string Name, IReadOnlyList<ModelTarget> Targets, string? Task, JsonElement? Parameters, CacheOptions? Cache);
}
