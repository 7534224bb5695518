using RawInference.Contract;

namespace RawInference.Api.Models;

/// <summary>The query of a listing: each name once, each value one of those that there are. Every mistake is told at once.</summary>
internal sealed class CatalogQuery(IQueryCollection query)
{
    private readonly ContractReading _reading = new();
    private readonly List<string> _names = [];

    /// <summary>Null where the name is not there.</summary>
    public string? OneOf(string name, IEnumerable<string> words)
    {
        _names.Add(name);
        if (!query.TryGetValue(name, out var values))
        {
            return null;
        }

        string[] known = [.. words];
        if (values is [{ } value] && known.Contains(value))
        {
            return value;
        }

        Refuse(name, known.Length > 0 ? $"must be there once, as one of {string.Join(", ", known)}." : "has nothing to choose from.");
        return null;
    }

    public bool? Flag(string name) => OneOf(name, ["true", "false"]) is { } word ? word == "true" : null;

    /// <summary>To be called when every name has been read: what is left is not known.</summary>
    /// <exception cref="InferenceException">With every mistake.</exception>
    public void ThrowIfRefused()
    {
        foreach (var name in query.Keys.Where(name => !_names.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            Refuse(name, $"is not known here; there are {string.Join(", ", _names)}.");
        }

        _reading.ThrowIfRefused(strict: false);
    }

    private void Refuse(string name, string message) => _reading.Refuse(new ContractValue(default, "query", _reading).PathOf(name), message);
}
