using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Embed;

/// <summary>A content as an embedding model sees it: one vector for all of its parts.</summary>
internal sealed record EmbeddedContent(string Words, PromptTokens Tokens)
{
    public static EmbeddedContent Of(JsonElement? content)
    {
        JsonElement[] parts = [.. content?.Items("parts") ?? []];
        string[] texts = [.. parts.Select(part => part.Text("text")).OfType<string>()];
        Attachment[] media = [.. parts.Select(PartMedia.Read).OfType<Attachment>()];
        return new EmbeddedContent(
            string.Join('\n', texts.Concat(media.Select(Name))),
            PromptTokens.Of(texts.Sum(TokenCount.Of), media));
    }

    public static JsonArray Vector(string model, string words, int dimensions) =>
        JsonArray.Create(JsonSerializer.SerializeToElement(EmbeddingVector.Of(model, words, dimensions)))!;

    /// <summary>Media are words of their own: equal bytes are equal.</summary>
    public static string Name(byte[] bytes) => $"media{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static string Name(Attachment attachment) => attachment.Bytes is { } bytes ? Name(bytes) : attachment.Url!;
}
