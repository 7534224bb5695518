using System.Text.Json;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>The parameters of each endpoint and their types, from <c>Parameters.json</c>.</summary>
internal static class ParameterTypes
{
    private static readonly Dictionary<string, Dictionary<string, string>> Table = Read();

    public static IReadOnlyDictionary<string, string> Of(string endpoint) => Table[endpoint];

    /// <summary>Whether a value is of a type such as <c>string|string[]</c>; null is of every type.</summary>
    public static bool Fits(JsonElement value, string type) =>
        value.ValueKind == JsonValueKind.Null || type.Split('|').Any(each => FitsOne(value, each));

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

    private static bool FitsOne(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => FitsOne(item, type[..^2])),
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

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var document = EmbeddedResource.Json("Parameters.json");
        return document.RootElement.Deserialize<Dictionary<string, Dictionary<string, string>>>()!;
    }
}
