using System.Globalization;
using System.Text.Json;

namespace RawInference.Contract;

/// <summary>A JSON value with its path. Reading it as the wrong type is a mistake that is collected, and yields null.</summary>
public readonly record struct ContractValue(JsonElement Element, string Path, ContractReading Reading)
{
    /// <summary>The value of a member; null where it is absent or JSON null.</summary>
    public ContractValue? Member(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new ContractValue(value, PathOf(name), Reading)
            : null;

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    public ContractValue At(int index, JsonElement item) =>
        new(item, $"{Path}[{index.ToString(CultureInfo.InvariantCulture)}]", Reading);

    public bool IsObject(string what)
    {
        if (Element.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        Reading.Refuse(Path, $"must be {what}, not {Describe()}.");
        return false;
    }

    public string? Text()
    {
        if (Element.ValueKind != JsonValueKind.String)
        {
            Reading.Refuse(Path, $"must be a string, not {Describe()}.");
            return null;
        }

        try
        {
            return Element.GetString();
        }
        catch (InvalidOperationException)
        {
            // The only way a string token cannot be read: an escaped half of a surrogate pair.
            Reading.Refuse(Path, "holds a lone surrogate (half of a \\u pair), which is not valid Unicode.");
            return null;
        }
    }

    public string? NonEmptyText()
    {
        var text = Text();
        if (text is { Length: 0 })
        {
            Reading.Refuse(Path, "must not be empty.");
            return null;
        }

        return text;
    }

    public string? OneOf(params ReadOnlySpan<string> words)
    {
        var text = Text();
        if (text is null || words.Contains(text))
        {
            return text;
        }

        Reading.Refuse(Path, $"must be one of {string.Join(", ", words!)}.");
        return null;
    }

    public bool? Flag()
    {
        if (Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Element.GetBoolean();
        }

        Reading.Refuse(Path, $"must be true or false, not {Describe()}.");
        return null;
    }

    public double? Number(double min, double max)
    {
        if (Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Reading.Refuse(Path, string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}, not {Describe()}."));
        return null;
    }

    public long? Integer(long min, long max)
    {
        if (Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out var number) && number >= min && number <= max)
        {
            return number;
        }

        var range = max == long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"of at least {min}")
            : string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}");
        Reading.Refuse(Path, $"must be a whole number {range}, not {Describe()}.");
        return null;
    }

    /// <summary>A list of strings; with <paramref name="orOne"/>, a single string counts as a list of one.</summary>
    public IReadOnlyList<string>? Texts(int max, bool orOne = false)
    {
        if (orOne && Element.ValueKind == JsonValueKind.String)
        {
            return Text() is { } text ? [text] : null;
        }

        return Items(max, "a list of strings")?.Select(item => item.Text() ?? "").ToArray();
    }

    /// <summary>The items of a list that is not empty and has at most <paramref name="max"/>.</summary>
    public IReadOnlyList<ContractValue>? Items(int max, string what)
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            Reading.Refuse(Path, $"must be {what}, not {Describe()}.");
            return null;
        }

        var length = Element.GetArrayLength();
        if (length == 0 || length > max)
        {
            Reading.Refuse(Path, string.Create(
                CultureInfo.InvariantCulture,
                $"must be {what} with 1 to {max} items, not {length}."));
            return null;
        }

        var items = new ContractValue[length];
        var index = 0;
        foreach (var item in Element.EnumerateArray())
        {
            items[index] = At(index, item);
            index++;
        }

        return items;
    }

    /// <summary>An object as it is; the caller's own JSON, detached from the request body.</summary>
    public JsonElement? Object(string what) => IsObject(what) ? Element.Clone() : null;

    private string Describe() => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number when Element.GetRawText() is { Length: <= 32 } number => number,
        JsonValueKind.Number => "a number of that size",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
