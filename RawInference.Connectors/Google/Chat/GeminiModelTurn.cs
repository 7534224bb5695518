using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// Writes the parts of an assistant's message: what Google signed as it came and at its place, the rest as the caller has it now.
/// </summary>
internal static class GeminiModelTurn
{
    /// <summary>Google's word for a call that no model of its own made (ai.google.dev/gemini-api/docs/thought-signatures): without one the call is refused.</summary>
    private const string NoSignature = "skip_thought_signature_validator";

    public static void Write(Utf8JsonWriter writer, ModelCard? card, ChatCall call, int index)
    {
        var message = call.Messages[index];
        var path = $"inputs.messages[{index}].provider_state";
        var pieces = PiecesOf(message, call, path);
        var rest = message.ToolCalls.ToList();
        var signs = GeminiThinking.NeedsSignatures(card);
        var text = message.Text;
        var calls = 0;
        foreach (var piece in pieces)
        {
            if (piece.Whole is { } whole)
            {
                whole.WriteTo(writer);
            }
            else if (piece.CallId is { } id)
            {
                if (rest.Find(one => one.Id == id) is { } known)
                {
                    WriteCall(known, piece.Signature);
                    rest.Remove(known);
                }
            }
            else if (piece is not { Length: 0, Signature: null })
            {
                WriteText(writer, text[..piece.Length], piece.Signature);
                text = text[piece.Length..];
            }
        }

        GeminiContents.WriteParts(writer, call, pieces.Count == 0 ? message.Parts : message.Parts.Where(part => part.Media is not null));
        rest.ForEach(one => WriteCall(one, null));
        if (pieces.Count + message.Parts.Count + calls == 0)
        {
            // A turn without a part is no turn.
            WriteText(writer, "", null);
        }

        void WriteCall(ToolCall one, string? signature)
        {
            // Of calls at once only the first is signed.
            if (calls++ == 0 && signature is null && signs)
            {
                signature = NoSignature;
                call.Warn(WarningCodes.ProviderNotice, path, "is missing: the model has lost what it thought before this call, and may answer worse.");
            }

            GeminiModelTurn.WriteCall(writer, one, signature, index);
        }
    }

    /// <summary>The state's pieces where it is ours and fits the message's text; else none.</summary>
    private static IReadOnlyList<GeminiPiece> PiecesOf(ChatMessage message, ChatCall call, string path)
    {
        if (message.ProviderState is not { } state)
        {
            return [];
        }

        if (GeminiState.Read(state) is not { } pieces)
        {
            call.Warn(WarningCodes.ParameterDropped, path, "belongs to another dialect than Gemini and was left out.");
            return [];
        }

        if (Fits(pieces, message.Text))
        {
            return pieces;
        }

        call.Warn(WarningCodes.ParameterDropped, path, "does not fit the message's text, which has changed: what signed the text was left out.");
        return [GeminiPiece.OfText(message.Text.Length, null), .. pieces.Where(piece => piece.CallId is not null || piece.Whole is not null)];
    }

    /// <summary>The lengths are those of the text, and cut no character in two.</summary>
    private static bool Fits(IReadOnlyList<GeminiPiece> pieces, string text)
    {
        long end = 0;
        foreach (var piece in pieces)
        {
            end += piece.Length;
            if (end < text.Length && char.IsLowSurrogate(text[(int)end]))
            {
                return false;
            }
        }

        return end == text.Length;
    }

    private static void WriteText(Utf8JsonWriter writer, string text, string? signature)
    {
        writer.WriteStartObject();
        writer.WriteText("text", text);
        WriteSignature(writer, signature);
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, ToolCall call, string? signature, int index)
    {
        var arguments = GeminiJson.ObjectOf(call.Arguments.Length == 0 ? "{}" : call.Arguments)
            ?? throw InferenceException.Invalid($"inputs.messages[{index}].tool_calls", $"has a call of '{call.Name}' whose arguments are no JSON object, as Gemini needs.");
        writer.WriteStartObject();
        writer.WriteStartObject("functionCall");
        if (GeminiCallIds.IsGiven(call.Id))
        {
            writer.WriteString("id", call.Id);
        }

        writer.WriteString("name", call.Name);
        writer.WriteElement("args", arguments);
        writer.WriteEndObject();
        WriteSignature(writer, signature);
        writer.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter writer, string? signature)
    {
        if (signature is not null)
        {
            writer.WriteString("thoughtSignature", signature);
        }
    }
}
