using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Connectors.Google.Chat;

/// <summary>Reads texts that ought to be JSON objects, because Gemini has an object where the contract has a text.</summary>
internal static class GeminiJson
{
    /// <summary>Null for a text that is no JSON object.</summary>
    public static JsonElement? ObjectOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? JsonUnicode.Repair(document.RootElement).Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
