using System.Text.Json;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>What a message, or a delta of one, says: as a string, or as a list of parts, thinking among them.</summary>
/// <param name="Text">Null where there is none.</param>
/// <param name="Reasoning">Null where there is none.</param>
/// <param name="Unread">The first thing of the message that the contract has no place for.</param>
internal readonly record struct MessageContent(string? Text, string? Reasoning, string? Unread)
{
    public static MessageContent Of(JsonElement message)
    {
        // What models answer with besides text where provider_options ask for it.
        var unread = message.Member("audio") is not null ? "audio" : message.Member("images") is not null ? "images" : null;
        var reasoning = ReasoningOf(message);
        if (message.Member("content") is not { ValueKind: JsonValueKind.Array } parts)
        {
            return new MessageContent(NonEmpty(message.Text("content")), reasoning, unread);
        }

        string? text = null;
        foreach (var part in parts.EnumerateArray())
        {
            switch (part.RequiredText("type"))
            {
                case "text":
                    text += part.RequiredText("text");
                    break;
                case "thinking":
                    reasoning += string.Concat(part.Items("thinking").Select(piece => piece.Text("text")));
                    break;
                case var other:
                    unread ??= other;
                    break;
            }
        }

        return new MessageContent(NonEmpty(text), NonEmpty(reasoning), unread);
    }

    public static void WarnOfUnread(ChatCall call, string what) =>
        call.Warn(WarningCodes.ProviderNotice, null, $"The answer also has '{what}', for which there is no field; include_raw shows it.");

    /// <summary>What servers show of the reasoning, under the two names in use.</summary>
    private static string? ReasoningOf(JsonElement message) =>
        message.Member("reasoning_content") is { ValueKind: JsonValueKind.String } ? NonEmpty(message.Text("reasoning_content"))
        : message.Member("reasoning") is { ValueKind: JsonValueKind.String } ? NonEmpty(message.Text("reasoning"))
        : null;

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
