using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Google.Chat;

/// <summary>Writes the body of a generation.</summary>
internal static class GeminiBody
{
    public const string Dialect = "Gemini";

    private const string JsonType = "application/json";

    public static void Write(Utf8JsonWriter writer, ModelCard? card, ChatCall call)
    {
        GeminiContents.Write(writer, card, call);
        WriteGeneration(writer, card, call);
        GeminiTools.Write(writer, call);
        call.WarnOfCacheHints(Dialect);
        GoogleProviderOptions.WriteFields(writer, call.ProviderOptions);
    }

    private static void WriteGeneration(Utf8JsonWriter writer, ModelCard? card, ChatCall call)
    {
        var thinking = GeminiThinking.Of(card, call);
        var added = GoogleProviderOptions.MembersOf(call.ProviderOptions, GoogleProviderOptions.GenerationConfig, GoogleProviderOptions.ChatGeneration);
        if (!IsSet(call.Parameters) && thinking is null && added.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(GoogleProviderOptions.GenerationConfig);
        WriteSampling(writer, call.Parameters);
        WriteFormat(writer, call);
        thinking?.Write(writer);
        foreach (var member in added)
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static bool IsSet(ChatParameters parameters) => parameters with
    {
        Reasoning = null,
        Tools = null,
        ToolChoice = null,
        ParallelToolCalls = null,
    } != ChatParameters.Default;

    private static void WriteSampling(Utf8JsonWriter writer, ChatParameters parameters)
    {
        writer.WriteIfSet("temperature", parameters.Temperature);
        writer.WriteIfSet("topP", parameters.TopP);
        writer.WriteIfSet("maxOutputTokens", parameters.MaxTokens);
        if (parameters.Stop is { } stop)
        {
            writer.WriteStartArray("stopSequences");
            foreach (var sequence in stop)
            {
                writer.WriteStringValue(sequence);
            }

            writer.WriteEndArray();
        }

        writer.WriteIfSet("seed", parameters.Seed);
        writer.WriteIfSet("frequencyPenalty", parameters.FrequencyPenalty);
        writer.WriteIfSet("presencePenalty", parameters.PresencePenalty);
        writer.WriteIfSet("candidateCount", parameters.Count);
        writer.WriteIfSet("responseLogprobs", parameters.LogProbabilities);
        writer.WriteIfSet("logprobs", parameters.TopLogProbabilities);
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatCall call)
    {
        if (call.Parameters.Schema is { } schema)
        {
            writer.WriteString("responseMimeType", JsonType);
            writer.WritePropertyName("responseJsonSchema");
            GeminiSchema.Write(writer, schema, "parameters.schema", call);
        }
        else if (call.Parameters.ResponseFormat is { } format)
        {
            writer.WriteString("responseMimeType", format == ResponseFormat.JsonObject ? JsonType : "text/plain");
        }
    }
}
