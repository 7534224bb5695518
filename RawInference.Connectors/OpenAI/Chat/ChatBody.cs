using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>Writes the body of a chat completion.</summary>
internal static class ChatBody
{
    public static void Write(Utf8JsonWriter writer, OpenAIServer server, ChatCall call, bool stream)
    {
        if (!server.Quirks.CacheControl)
        {
            call.WarnOfCacheHints("Chat Completions");
        }

        writer.WriteString("model", server.WireModel);
        ChatMessages.Write(writer, call, server.Quirks);
        if (stream)
        {
            writer.WriteBoolean("stream", true);
            if (server.Quirks.StreamUsage)
            {
                writer.WriteStartObject("stream_options");
                writer.WriteBoolean("include_usage", true);
                writer.WriteEndObject();
            }
        }

        WriteSampling(writer, call.Parameters, server.Quirks);
        ChatReasoning.Write(writer, call, server.Quirks.ReasoningField);
        WriteFormat(writer, call.Parameters, server.Quirks);
        WriteTools(writer, call, server.Quirks);
        writer.WriteProviderOptions(call.ProviderOptions, OpenAIConnector.Allows);
    }

    private static void WriteSampling(Utf8JsonWriter writer, ChatParameters parameters, OpenAIQuirks quirks)
    {
        writer.WriteIfSet("temperature", parameters.Temperature);
        writer.WriteIfSet("top_p", parameters.TopP);
        writer.WriteIfSet(quirks.MaxTokensField, parameters.MaxTokens);
        if (parameters.Stop is { } stop)
        {
            writer.WriteStartArray("stop");
            foreach (var sequence in stop)
            {
                writer.WriteStringValue(sequence);
            }

            writer.WriteEndArray();
        }

        writer.WriteIfSet(quirks.SeedField, parameters.Seed);
        writer.WriteIfSet("frequency_penalty", parameters.FrequencyPenalty);
        writer.WriteIfSet("presence_penalty", parameters.PresencePenalty);
        writer.WriteIfSet("n", parameters.Count);
        writer.WriteIfSet("logprobs", parameters.LogProbabilities);
        writer.WriteIfSet("top_logprobs", parameters.TopLogProbabilities);
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatParameters parameters, OpenAIQuirks quirks)
    {
        if (parameters.Schema is not { } schema && parameters.ResponseFormat is null)
        {
            return;
        }

        writer.WriteStartObject("response_format");
        if (parameters.Schema is { } wanted)
        {
            writer.WriteString("type", "json_schema");
            writer.WriteStartObject("json_schema");
            writer.WriteString("name", SchemaName.Of(wanted));
            if (quirks.ToolStrict)
            {
                writer.WriteBoolean("strict", StrictSchema.Holds(wanted));
            }

            writer.WriteElement("schema", wanted);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type", parameters.ResponseFormat == ResponseFormat.JsonObject ? "json_object" : "text");
        }

        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, ChatCall call, OpenAIQuirks quirks)
    {
        var parameters = call.Parameters;
        if (parameters.Tools is { } tools)
        {
            writer.WriteStartArray("tools");
            for (var index = 0; index < tools.Count; index++)
            {
                var tool = tools[index];
                writer.WriteStartObject();
                writer.WriteString("type", "function");
                writer.WriteStartObject("function");
                writer.WriteString("name", tool.Name);
                if (tool.Description is { } description)
                {
                    writer.WriteString("description", description);
                }

                if (tool.Parameters is { } schema)
                {
                    writer.WriteElement("parameters", schema);
                }

                if (quirks.ToolStrict)
                {
                    writer.WriteIfSet("strict", tool.Strict);
                }
                else if (tool.Strict is not null)
                {
                    call.WarnOfDropped($"tools[{index}].strict", "this provider's chat");
                }

                writer.WriteEndObject();
                writer.WriteCacheHint(quirks.CacheControl ? tool.CacheControl : null);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        WriteChoice(writer, parameters.ToolChoice);
        writer.WriteIfSet("parallel_tool_calls", parameters.ParallelToolCalls);
    }

    private static void WriteChoice(Utf8JsonWriter writer, ToolChoice? choice)
    {
        switch (choice)
        {
            case null:
                return;
            case { Mode: ToolChoiceMode.Named, Name: var name }:
                writer.WriteStartObject("tool_choice");
                writer.WriteString("type", "function");
                writer.WriteStartObject("function");
                writer.WriteString("name", name);
                writer.WriteEndObject();
                writer.WriteEndObject();
                return;
            default:
                writer.WriteString("tool_choice", ToolWords.Of(choice.Mode));
                return;
        }
    }
}
