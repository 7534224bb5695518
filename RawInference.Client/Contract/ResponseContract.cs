using System.Text.Json;
using RawInference.Usage;

namespace RawInference.Contract;

/// <summary>The whole answer in the REST contract.</summary>
public static class ResponseContract
{
    /// <summary>Writes an object.</summary>
    public static void Write(Utf8JsonWriter writer, InferenceResponse response, IOperationContract operation)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(operation);
        writer.WriteStartObject();
        writer.WriteString("id", response.Id);
        writer.WritePropertyName("data");
        operation.WriteData(writer, response);
        writer.WriteString("provider", response.Provider);
        writer.WriteString("model", response.Model);
        writer.WriteNumber("latency_ms", Math.Round(response.Latency.TotalMilliseconds, 3));
        WriteUsage(writer, response.Usage);
        writer.WriteString("usage_source", response.UsageSource switch
        {
            UsageSource.Reported => "reported",
            UsageSource.Estimated => "estimated",
            _ => null,
        });
        WriteCost(writer, response.CostUsd);
        writer.WriteBoolean("cached", response.Cached);
        WriteWarnings(writer, response.Warnings);
        WriteAttempts(writer, response.Attempts);
        if (response.Raw.Count > 0)
        {
            writer.WriteStartArray("raw");
            foreach (var raw in response.Raw)
            {
                JsonUnicode.Repair(raw).WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>attempts</c>.</summary>
    public static void WriteAttempts(Utf8JsonWriter writer, IReadOnlyCollection<InferenceAttempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(attempts);
        writer.WriteStartArray("attempts");
        foreach (var attempt in attempts)
        {
            writer.WriteStartObject();
            writer.WriteString("provider", attempt.Provider);
            writer.WriteString("model", attempt.Model);
            WriteNumber(writer, "status", attempt.Status);
            writer.WriteNumber("ms", Math.Round(attempt.Duration.TotalMilliseconds, 3));
            if (attempt.Error is { } error)
            {
                writer.WriteString("error", InferenceErrors.NameOf(error));
            }

            if (attempt.Part is { } part)
            {
                writer.WriteNumber("part", part);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the member <c>tokens_used</c>.</summary>
    public static void WriteUsage(Utf8JsonWriter writer, TokenUsage? usage)
    {
        ArgumentNullException.ThrowIfNull(writer);

        // What is billed by the second, the character or the image has no tokens: none is not the same as zero.
        if (usage is null or { IsWithoutTokens: true })
        {
            writer.WriteNull("tokens_used");
            return;
        }

        writer.WriteStartObject("tokens_used");
        writer.WriteNumber("prompt", usage.Prompt);
        writer.WriteNumber("completion", usage.Completion);
        writer.WriteNumber("total", usage.Total);
        WriteKnown(writer, "cached_prompt", usage.CachedPrompt);
        WriteKnown(writer, "cache_write_prompt", usage.CacheWritePrompt);
        WriteKnown(writer, "cache_write_long_prompt", usage.CacheWriteLongPrompt);
        WriteKnown(writer, "reasoning", usage.Reasoning);
        WriteKnown(writer, "audio_prompt", usage.AudioPrompt);
        WriteKnown(writer, "cached_audio_prompt", usage.CachedAudioPrompt);
        WriteKnown(writer, "image_prompt", usage.ImagePrompt);
        WriteKnown(writer, "audio_completion", usage.AudioCompletion);
        WriteKnown(writer, "image_completion", usage.ImageCompletion);
        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>cost_usd</c>: null where it is unknown.</summary>
    public static void WriteCost(Utf8JsonWriter writer, decimal? cost)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteNumber(writer, "cost_usd", cost);
    }

    private static void WriteWarnings(Utf8JsonWriter writer, IReadOnlyList<InferenceWarning> warnings)
    {
        writer.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", warning.Code);
            writer.WriteString("path", warning.Path);
            writer.WriteString("message", warning.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
