using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// The provider state of an output: the order of its parts with their thought signatures, each of which Google wants back on the part
/// that it came on. Text and calls stand in the message already, so the state only says where they go.
/// </summary>
internal static class GeminiState
{
    private const string DialectName = "google.gemini";

    /// <summary>
    /// What a part that goes back whole may have. No more than that: a state comes from the caller, who could otherwise have Google read
    /// a file of the account that others share.
    /// </summary>
    private static readonly FrozenSet<string> Kept =
        new[] { "executableCode", "codeExecutionResult", "toolCall", "toolResponse", "text", "thought", "thoughtSignature" }.ToFrozenSet();

    public static bool Keeps(JsonElement part) => part.EnumerateObject().All(member => Kept.Contains(member.Name));

    /// <summary>Null where nothing has to go back that the message does not have.</summary>
    public static JsonElement? Of(IReadOnlyList<GeminiPiece> pieces)
    {
        if (pieces.All(piece => piece is { Signature: null, Whole: null }))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("dialect", DialectName);
            writer.WriteStartArray("parts");
            foreach (var piece in pieces)
            {
                Write(writer, piece);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>Null for a state of another dialect, or one that somebody has changed.</summary>
    public static IReadOnlyList<GeminiPiece>? Read(JsonElement state)
    {
        if (state.Member("dialect") is not { ValueKind: JsonValueKind.String } dialect || !dialect.ValueEquals(DialectName)
            || state.Member("parts") is not { ValueKind: JsonValueKind.Array } parts)
        {
            return null;
        }

        var pieces = new List<GeminiPiece>();
        foreach (var part in parts.EnumerateArray())
        {
            if (PieceOf(part) is not { } piece)
            {
                return null;
            }

            pieces.Add(piece);
        }

        return pieces;
    }

    private static GeminiPiece? PieceOf(JsonElement part)
    {
        var signature = part.Member("signature") is { ValueKind: JsonValueKind.String } signed ? signed.GetString() : null;
        return part.Member("part") is { ValueKind: JsonValueKind.Object } whole ? Keeps(whole) ? GeminiPiece.Of(whole) : null
            : part.Member("call") is { ValueKind: JsonValueKind.String } id ? GeminiPiece.OfCall(id.GetString()!, signature)
            : part.Member("text") is { ValueKind: JsonValueKind.Number } text && text.TryGetInt32(out var length) && length >= 0 ? GeminiPiece.OfText(length, signature)
            : null;
    }

    private static void Write(Utf8JsonWriter writer, GeminiPiece piece)
    {
        writer.WriteStartObject();
        if (piece.Whole is { } whole)
        {
            writer.WriteElement("part", whole);
        }
        else if (piece.CallId is { } id)
        {
            writer.WriteString("call", id);
        }
        else
        {
            writer.WriteNumber("text", piece.Length);
        }

        if (piece.Signature is { } signature)
        {
            writer.WriteString("signature", signature);
        }

        writer.WriteEndObject();
    }
}
