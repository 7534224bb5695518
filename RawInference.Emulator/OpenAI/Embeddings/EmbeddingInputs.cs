using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Embeddings;

/// <summary>Reads the four forms of an embedding's input: a text, texts, tokens, lists of tokens.</summary>
internal static class EmbeddingInputs
{
    public static IReadOnlyList<(string Text, int Tokens)> Read(JsonElement body)
    {
        if (body.Text("input") is { } text)
        {
            return [(text, TokenCount.Of(text))];
        }

        var items = body.Items("input").ToArray();
        return items is [{ ValueKind: JsonValueKind.Number }, ..] ? [Tokens(items)] : [.. items.Select(Item)];
    }

    private static (string Text, int Tokens) Item(JsonElement item) => item.ValueKind == JsonValueKind.String
        ? (item.GetString()!, TokenCount.Of(item.GetString()))
        : Tokens([.. item.EnumerateArray()]);

    /// <summary>Tokens are taken as words: equal lists are equal, similar lists are near.</summary>
    private static (string Text, int Tokens) Tokens(JsonElement[] tokens) =>
        (string.Join(' ', tokens.Select(token => token.GetRawText())), tokens.Length);
}
