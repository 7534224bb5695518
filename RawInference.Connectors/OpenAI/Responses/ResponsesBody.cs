using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI.Responses;

/// <summary>Writes the body of a response request.</summary>
internal static class ResponsesBody
{
    private const string Dialect = "Responses";

    public static void Write(Utf8JsonWriter writer, OpenAIServer server, ChatCall call, bool stream)
    {
        if (call.Count > 1)
        {
            throw InferenceException.Invalid("parameters.n", $"must be 1: {server.Model} answers once per call.");
        }

        call.WarnOfCacheHints(Dialect);
        writer.WriteString("model", server.WireModel);
        ResponsesInput.Write(writer, call, server.Quirks);
        writer.WriteBoolean("store", false);
        if (stream)
        {
            writer.WriteBoolean("stream", true);
        }

        WriteInclude(writer, server, call.Parameters);
        WriteSampling(writer, call);
        WriteReasoning(writer, call);
        WriteFormat(writer, call.Parameters);
        WriteTools(writer, call.Parameters);
        writer.WriteProviderOptions(call.ProviderOptions, OpenAIConnector.Allows);
    }

    private static void WriteInclude(Utf8JsonWriter writer, OpenAIServer server, ChatParameters parameters)
    {
        // A model that does not reason refuses the field; of an unknown one only the caller knows.
        var reasons = server.Card is { } card ? !card.Unsupported.Contains("reasoning") : parameters.Reasoning is not null;
        var probabilities = parameters.LogProbabilities == true;
        if (!reasons && !probabilities)
        {
            return;
        }

        writer.WriteStartArray("include");
        if (reasons)
        {
            writer.WriteStringValue("reasoning.encrypted_content");
        }

        if (probabilities)
        {
            writer.WriteStringValue("message.output_text.logprobs");
        }

        writer.WriteEndArray();
    }

    private static void WriteSampling(Utf8JsonWriter writer, ChatCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (parameters.TopP is { } topP)
        {
            writer.WriteNumber("top_p", topP);
        }

        if (parameters.MaxTokens is { } max)
        {
            writer.WriteNumber("max_output_tokens", max);
        }

        if (parameters.TopLogProbabilities is { } top)
        {
            writer.WriteNumber("top_logprobs", top);
        }

        foreach (var (name, isSet) in new[]
        {
            ("stop", parameters.Stop is not null),
            ("seed", parameters.Seed is not null),
            ("frequency_penalty", parameters.FrequencyPenalty is not null),
            ("presence_penalty", parameters.PresencePenalty is not null),
        })
        {
            if (isSet)
            {
                call.WarnOfDropped(name, Dialect);
            }
        }
    }

    private static void WriteReasoning(Utf8JsonWriter writer, ChatCall call)
    {
        if (call.Parameters.Reasoning is not { } reasoning)
        {
            return;
        }

        if (reasoning.MaxTokens is not null)
        {
            call.WarnOfDropped("reasoning.max_tokens", Dialect);
        }

        if (reasoning.Effort is null && reasoning.Summary is null)
        {
            return;
        }

        writer.WriteStartObject("reasoning");
        if (reasoning.Effort is { } effort)
        {
            writer.WriteString("effort", effort);
        }

        if (reasoning.Summary is { } summary)
        {
            writer.WriteString("summary", summary);
        }

        writer.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatParameters parameters)
    {
        if (parameters.Schema is null && parameters.ResponseFormat is null)
        {
            return;
        }

        writer.WriteStartObject("text");
        writer.WriteStartObject("format");
        if (parameters.Schema is { } schema)
        {
            writer.WriteString("type", "json_schema");
            writer.WriteString("name", SchemaName.Of(schema));
            writer.WriteBoolean("strict", StrictSchema.Holds(schema));
            writer.WriteElement("schema", schema);
        }
        else
        {
            writer.WriteString("type", parameters.ResponseFormat == ResponseFormat.JsonObject ? "json_object" : "text");
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, ChatParameters parameters)
    {
        if (parameters.Tools is { } tools)
        {
            writer.WriteStartArray("tools");
            foreach (var tool in tools)
            {
                WriteTool(writer, tool);
            }

            writer.WriteEndArray();
        }

        switch (parameters.ToolChoice)
        {
            case null:
                break;
            case { Mode: ToolChoiceMode.Named, Name: var name }:
                writer.WriteStartObject("tool_choice");
                writer.WriteString("type", "function");
                writer.WriteString("name", name);
                writer.WriteEndObject();
                break;
            case { Mode: var mode }:
                writer.WriteString("tool_choice", ToolWords.Of(mode));
                break;
        }

        if (parameters.ParallelToolCalls is { } parallel)
        {
            writer.WriteBoolean("parallel_tool_calls", parallel);
        }
    }

    private static void WriteTool(Utf8JsonWriter writer, ToolDefinition tool)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "function");
        writer.WriteString("name", tool.Name);
        if (tool.Description is { } description)
        {
            writer.WriteString("description", description);
        }

        if (tool.Parameters is { } schema)
        {
            writer.WriteElement("parameters", schema);
        }
        else
        {
            writer.WriteNull("parameters");
        }

        // Unlike Chat Completions this dialect is strict unless told otherwise, and then refuses most schemas.
        writer.WriteBoolean("strict", tool.Strict ?? (tool.Parameters is { } wanted && StrictSchema.Holds(wanted)));
        writer.WriteEndObject();
    }
}
