using System.Text.Json;

namespace RawInference.Connectors.Google.Chat;

/// <summary>One part of a model's turn: so many characters of its text, one of its calls, or a part that the contract has no place for.</summary>
internal sealed record GeminiPiece
{
    private GeminiPiece()
    {
    }

    /// <summary>Characters of text.</summary>
    public int Length { get; private init; }

    public string? CallId { get; private init; }

    /// <summary>The part itself, its signature included.</summary>
    public JsonElement? Whole { get; private init; }

    public string? Signature { get; private init; }

    public static GeminiPiece OfText(int length, string? signature) => new() { Length = length, Signature = signature };

    public static GeminiPiece OfCall(string id, string? signature) => new() { CallId = id, Signature = signature };

    public static GeminiPiece Of(JsonElement part) => new() { Whole = part };
}
