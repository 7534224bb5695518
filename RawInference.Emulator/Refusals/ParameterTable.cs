using System.Text.Json;

namespace RawInference.Emulator.Refusals;

/// <summary>The parameters of each endpoint and their types, from a protocol's <c>Parameters.json</c>.</summary>
/// <param name="folder">The protocol's folder.</param>
internal sealed class ParameterTable(string folder)
{
    private readonly Dictionary<string, Dictionary<string, string>> _table = Read(folder);

    public IReadOnlyDictionary<string, string> Of(string endpoint) => _table[endpoint];

    /// <summary>Whether a value is of a type such as <c>string|string[]</c>; null is of every type.</summary>
    public static bool Fits(JsonElement value, string type) =>
        value.ValueKind == JsonValueKind.Null || type.Split('|').Any(each => FitsOne(value, each));

    private static bool FitsOne(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => FitsOne(item, type[..^2])),
    };

    private static Dictionary<string, Dictionary<string, string>> Read(string folder)
    {
        using var document = EmbeddedResource.Json($"{folder}/Parameters.json");
        return document.RootElement.Deserialize<Dictionary<string, Dictionary<string, string>>>()!;
    }
}
