using System.Globalization;
using RawInference.Contract;

namespace RawInference.Api.Hosting;

/// <summary>The query of a listing: each name once, and what it does not know refused. Every mistake is told at once.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly ContractReading _reading = new();
    private readonly List<string> _names = [];

    /// <summary>Null where the name is not there.</summary>
    public string? OneOf(string name, IEnumerable<string> words)
    {
        string[] known = [.. words];
        return Read(name, known.Contains, known.Length > 0 ? $"must be there once, as one of {string.Join(", ", known)}." : "has nothing to choose from.");
    }

    /// <summary>Null where the name is not there.</summary>
    public string? Text(string name, int maxLength) =>
        Read(name, text => text.Length > 0 && text.Length <= maxLength, $"must be there once, with 1 to {maxLength} characters.");

    /// <summary>A day such as <c>2026-01-31</c>; null where the name is not there.</summary>
    public DateOnly? Day(string name)
    {
        DateOnly day = default;
        return Read(name, text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day), "must be there once, as a day (UTC) such as 2026-01-31.") is null
            ? null
            : day;
    }

    /// <summary>A whole number; null where the name is not there.</summary>
    public int? Count(string name, int most)
    {
        var count = 0;
        return Read(name, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= most, $"must be there once, as a whole number from 1 to {most}.") is null
            ? null
            : count;
    }

    /// <summary>Words separated by commas, each once; null where the name is not there.</summary>
    public IReadOnlyList<string>? Words(string name, IReadOnlyCollection<string> known)
    {
        string[] words = [];
        return Read(name, IsList, $"must be there once, with different ones of {string.Join(", ", known)}, separated by commas.") is null ? null : words;

        bool IsList(string text)
        {
            words = text.Split(',', StringSplitOptions.TrimEntries);
            return words.All(known.Contains) && words.Distinct().Count() == words.Length;
        }
    }

    /// <summary>A mistake that concerns a name, whatever its form.</summary>
    public void Refuse(string name, string message) => _reading.Refuse(new ContractValue(default, "query", _reading).PathOf(name), message);

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

    private string? Read(string name, Func<string, bool> isValid, string cure)
    {
        _names.Add(name);
        if (!query.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values is [{ } value] && isValid(value))
        {
            return value;
        }

        Refuse(name, cure);
        return null;
    }
}
