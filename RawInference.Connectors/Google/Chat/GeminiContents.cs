using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Media;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// Writes a conversation. Gemini knows instructions (one, before all else) and the turns of <c>user</c> and <c>model</c>: system and
/// developer messages become the instruction's parts wherever they stand, which is told of where one moves; neighbours of one role
/// become one turn, except that results of tools have a turn of their own, right after their calls.
/// </summary>
internal static class GeminiContents
{
    public static void Write(Utf8JsonWriter writer, ModelCard? card, ChatCall call)
    {
        WriteInstruction(writer, call);
        var functions = new GeminiCallNames();
        string? open = null;
        writer.WriteStartArray("contents");
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var message = call.Messages[index];
            if (message.Name is not null)
            {
                call.Warn(WarningCodes.ParameterDropped, $"inputs.messages[{index}].name", "has no field in Gemini and was left out.");
            }

            if (TurnOf(message.Role) is not { } turn)
            {
                continue;
            }

            Turn(writer, turn, ref open);
            switch (message.Role)
            {
                case ChatRole.Assistant:
                    functions.Add(message);
                    GeminiModelTurn.Write(writer, card, call, index);
                    break;
                case ChatRole.Tool:
                    GeminiToolResult.Write(writer, card, call, message, functions.NameOf(message, index));
                    break;
                default:
                    WriteParts(writer, call, message.Parts);
                    break;
            }
        }

        Turn(writer, null, ref open);
        writer.WriteEndArray();
    }

    public static void WriteParts(Utf8JsonWriter writer, ChatCall call, IEnumerable<ContentPart> parts)
    {
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            if (part.Media is { } media)
            {
                WarnOfDetail(call, media);
                GoogleMedia.WriteData(writer, media);
            }
            else
            {
                writer.WriteText("text", part.Text ?? "");
            }

            writer.WriteEndObject();
        }
    }

    public static void WarnOfDetail(ChatCall call, MediaContent media)
    {
        if (media.Detail is not (null or "auto"))
        {
            call.Warn(
                WarningCodes.ParameterDropped,
                media.Path,
                "has a detail, for which Gemini has no field; provider_options.generationConfig.mediaResolution is its own, for all media at once.");
        }
    }

    /// <summary>Null for instructions, which are no turn.</summary>
    private static string? TurnOf(ChatRole role) => role switch
    {
        ChatRole.System or ChatRole.Developer => null,
        ChatRole.Assistant => "model",
        ChatRole.Tool => "tool",
        _ => "user",
    };

    /// <summary>Ends the open turn and begins the next, unless it goes on.</summary>
    private static void Turn(Utf8JsonWriter writer, string? turn, ref string? open)
    {
        if (turn == open)
        {
            return;
        }

        if (open is not null)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        if (turn is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("role", turn == "model" ? "model" : "user");
            writer.WriteStartArray("parts");
        }

        open = turn;
    }

    private static void WriteInstruction(Utf8JsonWriter writer, ChatCall call)
    {
        var begun = false;
        var turns = false;
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var message = call.Messages[index];
            if (TurnOf(message.Role) is not null)
            {
                turns = true;
                continue;
            }

            if (turns)
            {
                call.Warn(
                    WarningCodes.ProviderNotice,
                    $"inputs.messages[{index}]",
                    "is an instruction amid the conversation: Gemini takes instructions before it only, so that it was moved there.");
            }

            if (message.Parts.FirstOrDefault(part => part.Media is not null)?.Media is { } media)
            {
                throw InferenceException.Invalid(media.Path, "is a medium in an instruction, which takes text only here.");
            }

            if (!begun)
            {
                begun = true;
                writer.WriteStartObject("systemInstruction");
                writer.WriteStartArray("parts");
            }

            WriteParts(writer, call, message.Parts);
        }

        if (begun)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}
