using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>Writes the body of a message request.</summary>
internal static class MessagesBody
{
    private const string Dialect = "Messages";

    /// <summary>The least that goes together with thinking.</summary>
    private const double ThinkingTopP = 0.95;

    public static void Write(Utf8JsonWriter writer, AnthropicServer server, ChatCall call, bool stream)
    {
        Refuse(server, call);
        var parameters = call.Parameters;
        var maxTokens = parameters.MaxTokens ?? server.DefaultMaxTokens;
        var thinking = ThinkingPlan.Of(server, call, maxTokens);
        writer.WriteString("model", server.Model);
        writer.WriteNumber("max_tokens", maxTokens);
        MessagesInput.Write(writer, call, server);
        if (stream)
        {
            writer.WriteBoolean("stream", true);
        }

        WriteSampling(writer, call, thinking.Thinks);
        thinking.Write(writer);
        WriteOutput(writer, thinking.Effort, parameters.Schema);
        MessagesTools.Write(writer, call);
        writer.WriteProviderOptions(call.ProviderOptions, AnthropicProviderOptions.Allows);
        WarnOfDropped(call);
    }

    private static void Refuse(AnthropicServer server, ChatCall call)
    {
        if (call.Count > 1)
        {
            throw InferenceException.Invalid("parameters.n", $"must be 1: {server.Model} answers once per call.");
        }

        if (call.Parameters is { ResponseFormat: ResponseFormat.JsonObject, Schema: null })
        {
            throw InferenceException.Invalid("parameters.response_format", $"must be text: {server.Model} writes JSON for a 'schema' only.");
        }
    }

    private static void WriteSampling(Utf8JsonWriter writer, ChatCall call, bool thinks)
    {
        var parameters = call.Parameters;
        var temperature = parameters.Temperature;
        if (thinks && temperature is not (null or 1))
        {
            temperature = null;
            WarnOfConflict(call, "temperature", "thinking");
        }

        var topP = parameters.TopP;
        if (topP is not null && temperature is not null)
        {
            topP = null;
            WarnOfConflict(call, "top_p", "temperature");
        }
        else if (thinks && topP < ThinkingTopP)
        {
            topP = null;
            WarnOfConflict(call, "top_p", "thinking");
        }

        writer.WriteIfSet("temperature", temperature);
        writer.WriteIfSet("top_p", topP);
        if (parameters.Stop is { } stop)
        {
            writer.WriteStartArray("stop_sequences");
            foreach (var sequence in stop)
            {
                writer.WriteStringValue(sequence);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteOutput(Utf8JsonWriter writer, string? effort, JsonElement? schema)
    {
        if (effort is null && schema is null)
        {
            return;
        }

        writer.WriteStartObject("output_config");
        if (effort is not null)
        {
            writer.WriteString("effort", effort);
        }

        if (schema is { } wanted)
        {
            writer.WriteStartObject("format");
            writer.WriteString("type", "json_schema");
            writer.WriteElement("schema", wanted);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WarnOfConflict(ChatCall call, string parameter, string other) =>
        call.Warn(WarningCodes.ParameterDropped, $"parameters.{parameter}", $"does not go together with {other} and was left out.");

    private static void WarnOfDropped(ChatCall call)
    {
        var parameters = call.Parameters;
        foreach (var (name, isSet) in new[]
        {
            ("seed", parameters.Seed is not null),
            ("frequency_penalty", parameters.FrequencyPenalty is not null),
            ("presence_penalty", parameters.PresencePenalty is not null),
            ("logprobs", parameters.LogProbabilities is not null),
            ("top_logprobs", parameters.TopLogProbabilities is not null),
        })
        {
            if (isSet)
            {
                call.WarnOfDropped(name, Dialect);
            }
        }
    }
}
