using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace RawInference.Core.Providers;

/// <summary>
/// Reads one section of the configuration setting by setting. A wrong type, and a name that nobody has asked for, is a problem
/// with its path; never the value, which may be a key in the wrong place.
/// </summary>
internal sealed class SettingsSection(IConfigurationSection section, ICollection<string> problems)
{
    private readonly List<string> _known = [];

    public string? Text(string name)
    {
        if (Known(name).GetChildren().Any())
        {
            Refuse(name, "must be a string");
        }

        return section[name];
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return false;
        }

        if (!bool.TryParse(text, out var flag))
        {
            Refuse(name, "must be true or false");
        }

        return flag;
    }

    /// <summary>A number from 0 to <paramref name="max"/>; null where it is not set.</summary>
    public decimal? Amount(string name, decimal max = 100_000m)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount) && amount <= max)
        {
            return amount;
        }

        Refuse(name, $"must be a number from 0 to {max.ToString(CultureInfo.InvariantCulture)}");
        return null;
    }

    /// <summary>A whole number; null where it is not set.</summary>
    public long? Whole(string name, long min, long max)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(name, $"must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>One of the words of a closed list; null where it is not set.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<T>(text, ignoreCase: true);
        }

        Refuse(name, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return null;
    }

    /// <summary>A day that must be set, as <c>2026-01-31</c>.</summary>
    public DateOnly Day(string name)
    {
        if (!DateOnly.TryParseExact(Text(name), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Refuse(name, "must be a day, such as 2026-01-31");
        }

        return day;
    }

    /// <summary>A section within this one; null where nothing of it is set.</summary>
    public SettingsSection? Section(string name) => Known(name) is var inner && inner.Exists() ? new SettingsSection(inner, problems) : null;

    /// <summary>Refuses the section as a whole.</summary>
    public void Refuse(string must) => problems.Add($"{section.Path}: {must}.");

    public IEnumerable<string> Texts(string name)
    {
        var list = Known(name);
        if (list.Value is { Length: > 0 })
        {
            Refuse(name, "must be a list of strings");
        }

        return [.. list.GetChildren().Select(item => item.Value ?? "")];
    }

    public IEnumerable<KeyValuePair<string, string>> Map(string name)
    {
        var map = Known(name);
        if (map.Value is { Length: > 0 } || map.GetChildren().Any(item => item.Value is null))
        {
            Refuse(name, "must be an object of strings");
        }

        return [.. map.GetChildren().Select(item => KeyValuePair.Create(item.Key, item.Value ?? ""))];
    }

    public JsonElement? Json(string name) => ConfigurationJson.Read(Known(name));

    /// <summary>Names what is there and was not read: a misspelled setting must not look like one that works.</summary>
    public void RefuseOthers()
    {
        if (section.Value is { Length: > 0 })
        {
            problems.Add($"{section.Path}: must be an object with {string.Join(", ", _known)}.");
        }

        foreach (var other in section.GetChildren().Where(child => !_known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            problems.Add($"{section.Path}:{other.Key}: is not a setting; there are {string.Join(", ", _known)}.");
        }
    }

    private IConfigurationSection Known(string name)
    {
        _known.Add(name);
        return section.GetSection(name);
    }

    private void Refuse(string name, string must) => problems.Add($"{section.Path}:{name}: {must}.");
}
