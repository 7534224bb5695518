using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Connectors.Wire;

/// <summary>Reads a provider's JSON; a member of the wrong type makes the answer invalid, and never a guess.</summary>
internal static class AnswerJson
{
    /// <summary>Null where it is absent or JSON null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement? ObjectAt(this JsonElement element, string name) => Member(element, name, JsonValueKind.Object);

    /// <summary>The items of a list; none where it is absent.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        Member(element, name, JsonValueKind.Array)?.EnumerateArray() ?? default;

    public static string? Text(this JsonElement element, string name)
    {
        if (Member(element, name, JsonValueKind.String) is not { } value)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw Invalid(name, "is not valid Unicode", exception);
        }
    }

    public static string RequiredText(this JsonElement element, string name) => Text(element, name) ?? throw Invalid(name, "is missing");

    public static int? Integer(this JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        _ => throw Invalid(name, "is not a whole number"),
    };

    public static double? Number(this JsonElement element, string name) => Member(element, name, JsonValueKind.Number)?.GetDouble() switch
    {
        { } number when !double.IsFinite(number) => throw Invalid(name, "is too large"),
        var number => number,
    };

    /// <summary>One list of what a provider wrote, with what is not Unicode replaced: a list that cannot be written would cost the whole answer.</summary>
    public static JsonElement ListOf(IEnumerable<JsonElement> items) => JsonSerializer.SerializeToElement(items.Select(JsonUnicode.Repair));

    public static InferenceException Invalid(string name, string what, Exception? exception = null) =>
        new(InferenceErrorCode.ProviderInvalidAnswer, $"The provider's answer does not speak its dialect: '{name}' {what}.", exception);

    private static JsonElement? Member(JsonElement element, string name, JsonValueKind kind)
    {
        if (Member(element, name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == kind ? value : throw Invalid(name, $"is not {Name(kind)}");
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        _ => "a string",
    };
}
