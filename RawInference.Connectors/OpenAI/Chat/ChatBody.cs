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
        Write(writer, "temperature", parameters.Temperature);
        Write(writer, "top_p", parameters.TopP);
        Write(writer, quirks.MaxTokensField, parameters.MaxTokens);
        if (parameters.Stop is { } stop)
        {
            writer.WriteStartArray("stop");
            foreach (var sequence in stop)
            {
                writer.WriteStringValue(sequence);
            }

            writer.WriteEndArray();
        }

        Write(writer, quirks.SeedField, parameters.Seed);
        Write(writer, "frequency_penalty", parameters.FrequencyPenalty);
        Write(writer, "presence_penalty", parameters.PresencePenalty);
        Write(writer, "n", parameters.Count);
        Write(writer, "logprobs", parameters.LogProbabilities);
        Write(writer, "top_logprobs", parameters.TopLogProbabilities);
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
                    Write(writer, "strict", tool.Strict);
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
        Write(writer, "parallel_tool_calls", parameters.ParallelToolCalls);
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

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }
}
