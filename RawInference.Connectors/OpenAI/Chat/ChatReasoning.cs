using System.Text.Json;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>Writes how hard to reason, in the field that the quirk <c>reasoning_field</c> names.</summary>
internal static class ChatReasoning
{
    private const string Dialect = "Chat Completions";

    public static void Write(Utf8JsonWriter writer, ChatCall call, string field)
    {
        if (call.Parameters.Reasoning is not { } reasoning)
        {
            return;
        }

        if (field == "reasoning")
        {
            WriteObject(writer, reasoning.Effort, reasoning.MaxTokens);
        }
        else
        {
            if (field == "none")
            {
                call.WarnOfDropped("reasoning", "this provider's chat");
                return;
            }

            if (reasoning.Effort is { } effort)
            {
                writer.WriteString(field, effort);
            }

            if (reasoning.MaxTokens is not null)
            {
                call.WarnOfDropped("reasoning.max_tokens", Dialect);
            }
        }

        if (reasoning.Summary is not null)
        {
            call.WarnOfDropped("reasoning.summary", Dialect);
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, string? effort, int? maxTokens)
    {
        if (effort is null && maxTokens is null)
        {
            return;
        }

        writer.WriteStartObject("reasoning");
        if (effort is not null)
        {
            writer.WriteString("effort", effort);
        }

        if (maxTokens is { } most)
        {
            writer.WriteNumber("max_tokens", most);
        }

        writer.WriteEndObject();
    }
}
