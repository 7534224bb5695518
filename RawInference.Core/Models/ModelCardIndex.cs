using System.Collections.Frozen;
using System.Text.RegularExpressions;
using RawInference.Core.Providers;

namespace RawInference.Core.Models;

/// <summary>Finds what the connectors' data say of a model.</summary>
public sealed partial class ModelCardIndex(IEnumerable<IConnector> connectors)
{
    private readonly FrozenDictionary<(string Provider, string Id), ModelCard> _cards = connectors
        .SelectMany(connector => connector.Models)
        .ToFrozenDictionary(card => (card.Provider, card.Id));

    public IEnumerable<ModelCard> Of(string provider) =>
        _cards.Values.Where(card => card.Provider == provider).OrderBy(card => card.Id, StringComparer.Ordinal);

    /// <summary>The model's card, or its family's when the name carries a date.</summary>
    public ModelCard? Find(string provider, string model) =>
        _cards.GetValueOrDefault((provider, model))
        ?? (Snapshot.Match(model) is { Success: true } dated ? _cards.GetValueOrDefault((provider, model[..dated.Index])) : null);

    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|latest)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Snapshot { get; }
}
