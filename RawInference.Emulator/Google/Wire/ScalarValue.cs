using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Wire;

/// <summary>Scalars as the provider's JSON has them: numbers may be text, bytes are Base64 of either alphabet.</summary>
internal static class ScalarValue
{
    public static string TypeName(string type) => type switch
    {
        "int" => "TYPE_INT32",
        "int64" => "TYPE_INT64",
        "float" => "TYPE_FLOAT",
        "double" => "TYPE_DOUBLE",
        "bool" => "TYPE_BOOL",
        _ => "TYPE_STRING",
    };

    /// <summary>Null for what is not of the type.</summary>
    public static JsonNode? Read(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String ? EmulatorJson.Node(value) : null,
        "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? EmulatorJson.Node(value) : null,
        "int" => Number(value) is { } number && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null,
        "int64" => Number(value) is { } number && number == Math.Truncate(number) && Math.Abs(number) <= long.MaxValue ? (long)number : null,
        _ => Number(value) is { } number ? number : null,
    };

    /// <summary>Padded Base64 of the usual alphabet.</summary>
    public static JsonNode? Bytes(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = value.GetString()!.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        text = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Base64.IsValid(text) ? text : null;
    }

    private static decimal? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
