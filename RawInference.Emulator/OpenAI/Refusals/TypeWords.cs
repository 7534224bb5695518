using System.Text.Json;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>The provider's words for types.</summary>
internal static class TypeWords
{
    /// <summary>The provider's words for a type.</summary>
    public static string Describe(string type)
    {
        string[] names = [.. type.Split('|').Select(DescribeOne)];
        return names.Length == 1 ? names[0] : $"one of {string.Join(", ", names[..^1])} or {names[^1]}";
    }

    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "an integer" : "a decimal number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static string DescribeOne(string type) => type switch
    {
        "integer" => "an integer",
        "number" => "a decimal",
        "object" => "an object",
        "string[]" => "an array of strings",
        "object[]" => "an array of objects",
        "integer[]" => "an array of integers",
        "integer[][]" => "an array of arrays of integers",
        _ => $"a {type}",
    };
}
