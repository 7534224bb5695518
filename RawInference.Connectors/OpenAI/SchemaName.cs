using System.Text.Json;

namespace RawInference.Connectors.OpenAI;

/// <summary>The name that structured output has to have: the schema's title where it can be one.</summary>
internal static class SchemaName
{
    private const string Default = "response";

    public static string Of(JsonElement schema) =>
        schema.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String
        && title.GetString() is { Length: > 0 and <= 64 } name && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? name
            : Default;
}
