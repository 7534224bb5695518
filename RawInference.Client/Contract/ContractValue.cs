using System.Globalization;
using System.Text.Json;

namespace RawInference.Contract;

/// <summary>A JSON value with its path. Reading it as the wrong type is a mistake that is collected, and yields null.</summary>
public readonly record struct ContractValue(JsonElement Element, string Path, ContractReading Reading)
{
    private const int MaxShownName = 64;
    private const int MaxName = 512;

    /// <summary>The value of a member; null where it is absent or JSON null.</summary>
    public ContractValue? Member(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new ContractValue(value, PathOf(name), Reading)
            : null;

    /// <summary>The value of a member that must be there; null, and a mistake, where it is not.</summary>
    public ContractValue? Required(string name)
    {
        var member = Member(name);
        if (member is null)
        {
            Reading.Refuse(PathOf(name), "is missing.");
        }

        return member;
    }

    /// <summary>The path of a member. A name is the caller's, so it is cut where it is longer than any of ours.</summary>
    public string PathOf(string name)
    {
        var shown = name.Length <= MaxShownName ? name : $"{name[..(char.IsHighSurrogate(name[MaxShownName - 1]) ? MaxShownName - 1 : MaxShownName)]}…";
        return Path.Length == 0 ? shown : $"{Path}.{shown}";
    }

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
            // The only way a string token cannot be read.
            JsonUnicode.Check(this);
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

    /// <summary>A name that goes into logs, traces and error messages.</summary>
    public string? Name()
    {
        var name = NonEmptyText();
        if (name is null || (name.Length <= MaxName && !name.Any(char.IsControl)))
        {
            return name;
        }

        Reading.Refuse(Path, string.Create(CultureInfo.InvariantCulture, $"must have at most {MaxName} characters, and no control characters."));
        return null;
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

    /// <summary>A number more than 0, exactly as it is written.</summary>
    public decimal? Amount(decimal max)
    {
        if (Element.ValueKind == JsonValueKind.Number && Element.TryGetDecimal(out var amount) && amount > 0 && amount <= max)
        {
            return amount;
        }

        Reading.Refuse(Path, string.Create(CultureInfo.InvariantCulture, $"must be a number more than 0 and at most {max}, not {Describe()}."));
        return null;
    }

    public long? Integer(long min, long max)
    {
        if (Element.ValueKind == JsonValueKind.Number && TryGetWhole(out var number) && number >= min && number <= max)
        {
            return number;
        }

        var range = max == long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"of at least {min}")
            : string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}");
        Reading.Refuse(Path, $"must be a whole number {range}, not {Describe()}.");
        return null;
    }

    /// <summary>A list of strings, none of them empty; with <paramref name="orOne"/>, a single string counts as a list of one.</summary>
    public IReadOnlyList<string>? Texts(int max, bool orOne = false)
    {
        if (orOne && Element.ValueKind == JsonValueKind.String)
        {
            return NonEmptyText() is { } text ? [text] : null;
        }

        return Items(max, "a list of strings")?.Select(item => item.NonEmptyText() ?? "").ToArray();
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

    /// <summary>The path only: a value may be a prompt.</summary>
    public override string ToString() => Path;

    /// <summary>Warns of every member that is none of <paramref name="known"/>; JSON null is as good as absent.</summary>
    public void WarnOfUnknown(params ReadOnlySpan<string> known)
    {
        foreach (var member in Element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !known.Contains(member.Name))
            {
                Reading.Warn(WarningCodes.UnknownField, PathOf(member.Name), "is not a known field and was ignored.");
            }
        }
    }

    /// <summary>Whole numbers as JSON has them: <c>500</c>, but also <c>500.0</c> and <c>5e2</c>.</summary>
    private bool TryGetWhole(out long number)
    {
        if (Element.TryGetInt64(out number))
        {
            return true;
        }

        if (Element.TryGetDecimal(out var exact) && decimal.Truncate(exact) == exact && exact is >= long.MinValue and <= long.MaxValue)
        {
            number = (long)exact;
            return true;
        }

        return false;
    }

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
