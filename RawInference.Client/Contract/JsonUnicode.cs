using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RawInference.Contract;

/// <summary>
/// Finds text in JSON that is not Unicode: an escaped half of a surrogate pair, or bytes that are not UTF-8. The parser lets
/// both pass, and whoever reads or writes such a string or name later gets an <see cref="InvalidOperationException"/>.
/// </summary>
public static class JsonUnicode
{
    private const int EscapeLength = 6;

    /// <summary>Whether every string and every name in it can be read and written.</summary>
    public static bool IsWellFormed(JsonElement element) => element.ValueKind == JsonValueKind.Undefined || IsWellFormed(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>Refuses every string and name that is not Unicode, by its path; false when there is one.</summary>
    public static bool Check(ContractValue value)
    {
        if (IsWellFormed(value.Element))
        {
            return true;
        }

        switch (value.Element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.Element.EnumerateObject())
                {
                    var name = NameOf(member);
                    if (name is null)
                    {
                        value.Reading.Refuse(value.Path, "has a member whose name is not Unicode (a lone surrogate, half of a \\u pair).");
                    }

                    Check(new ContractValue(member.Value, value.PathOf(name ?? "\uFFFD"), value.Reading));
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.Element.EnumerateArray())
                {
                    Check(value.At(index++, item));
                }

                break;
            default:
                value.Reading.Refuse(value.Path, "is not Unicode: it has a lone surrogate (half of a \\u pair).");
                break;
        }

        return false;
    }

    /// <summary>The same JSON with what is not Unicode replaced by U+FFFD, so that it can be written; the same element where nothing is.</summary>
    public static JsonElement Repair(JsonElement element)
    {
        if (IsWellFormed(element))
        {
            return element;
        }

        var json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element)));
        for (var at = FindLone(json, 0); at >= 0; at = FindLone(json, at + EscapeLength))
        {
            "\\ufffd"u8.CopyTo(json.AsSpan(at));
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>A member's name; null where it is not Unicode.</summary>
    internal static string? NameOf(JsonProperty member) => IsWellFormed(JsonMarshal.GetRawUtf8PropertyName(member)) ? member.Name : null;

    private static bool IsWellFormed(ReadOnlySpan<byte> json) => FindLone(json, 0) < 0 && Utf8.IsValid(json);

    /// <summary>Where the next lone surrogate's escape begins; -1 where there is none. Backslashes occur in strings and names only.</summary>
    private static int FindLone(ReadOnlySpan<byte> json, int at)
    {
        while (json[at..].IndexOf((byte)'\\') is var distance and >= 0)
        {
            at += distance;
            var unit = UnitAt(json, at);
            if (unit is null)
            {
                at += 2;
            }
            else if (!char.IsSurrogate(unit.Value))
            {
                at += EscapeLength;
            }
            else if (char.IsHighSurrogate(unit.Value) && UnitAt(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The UTF-16 unit of the <c>\u</c> escape that stands here; null where none does.</summary>
    private static char? UnitAt(ReadOnlySpan<byte> json, int at) =>
        json.Length >= at + EscapeLength && json[at] == (byte)'\\' && json[at + 1] == (byte)'u'
        && ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
