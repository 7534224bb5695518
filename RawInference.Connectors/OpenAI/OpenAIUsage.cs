using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Usage;

namespace RawInference.Connectors.OpenAI;

/// <summary>Reads token counts; those that contradict themselves are told of and left out, because they would be billed.</summary>
internal static class OpenAIUsage
{
    /// <param name="answer">The object that has <c>usage</c>.</param>
    /// <param name="warn">Hears of counts that cannot be true.</param>
    public static TokenUsage? Read(JsonElement answer, Action<InferenceWarning>? warn)
    {
        if (answer.Member("usage") is not { ValueKind: JsonValueKind.Object } usage)
        {
            return null;
        }

        if (Tokens(usage) is { } tokens)
        {
            return tokens;
        }

        warn?.Invoke(UsageWarnings.Contradiction);
        return null;
    }

    /// <summary>The usage of a stream's chunk, which some servers put within the chunk's choice or a member of their own (<c>x_…</c>).</summary>
    public static TokenUsage? ReadChunk(JsonElement chunk, Action<InferenceWarning>? warn)
    {
        if (chunk.Member("usage") is not null)
        {
            return Read(chunk, warn);
        }

        foreach (var member in chunk.EnumerateObject())
        {
            // The name last: it is a new string each time, and hardly a member of a chunk is an object.
            if (member.Value.Member("usage") is not null && member.Name.StartsWith("x_", StringComparison.Ordinal))
            {
                return Read(member.Value, warn);
            }
        }

        foreach (var choice in chunk.Items("choices"))
        {
            if (choice.Member("usage") is not null)
            {
                return Read(choice, warn);
            }
        }

        return null;
    }

    private static TokenUsage? Tokens(JsonElement usage)
    {
        if (usage.Member("type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("duration"u8))
        {
            return usage.Member("seconds") is { ValueKind: JsonValueKind.Number } seconds && seconds.GetDouble() is >= 0 and < double.PositiveInfinity and var length
                ? new TokenUsage { Prompt = 0, Completion = 0, AudioSeconds = length }
                : null;
        }

        var promptDetails = Details(usage, "prompt_tokens_details", "input_tokens_details", "input_token_details");
        var completionDetails = Details(usage, "completion_tokens_details", "output_tokens_details");
        if (!Count(usage, "prompt_tokens", "input_tokens", out var prompt) || prompt is null
            || !Count(usage, "completion_tokens", "output_tokens", out var completion)
            || !Count(usage, "total_tokens", null, out var total)
            || !Count(promptDetails, "cached_tokens", null, out var cached)
            || !Count(usage, "prompt_cache_hit_tokens", "cached_tokens", out var hits)
            || !Count(promptDetails, "cache_write_tokens", null, out var written)
            || !Count(promptDetails, "audio_tokens", null, out var audio)
            || !Count(completionDetails, "audio_tokens", null, out var spoken)
            || !Count(completionDetails, "reasoning_tokens", null, out var reasoning))
        {
            return null;
        }

        cached ??= hits;

        // Some servers count reasoning beside the completion and only the total tells.
        if (reasoning is { } beside && total == prompt + (completion ?? 0) + beside)
        {
            completion = (completion ?? 0) + beside;
        }

        var consistent = (total is null || total == prompt + (completion ?? 0))
            && (cached ?? 0) + (written ?? 0) <= prompt && (audio ?? 0) <= prompt && (reasoning ?? 0) + (spoken ?? 0) <= (completion ?? 0);
        return consistent
            ? new TokenUsage
            {
                Prompt = prompt.Value,
                Completion = completion ?? 0,
                CachedPrompt = cached,
                CacheWritePrompt = written,
                AudioPrompt = audio,
                AudioCompletion = spoken,
                Reasoning = reasoning,
            }
            : null;
    }

    private static JsonElement Details(JsonElement usage, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (usage.Member(name) is { ValueKind: JsonValueKind.Object } details)
            {
                return details;
            }
        }

        return default;
    }

    /// <summary>False for something that is no count; null for one that is not there.</summary>
    private static bool Count(JsonElement holder, string name, string? otherName, out long? count)
    {
        count = null;
        var value = holder.Member(name) ?? (otherName is null ? null : holder.Member(otherName));
        if (value is null)
        {
            return true;
        }

        if (value is not { ValueKind: JsonValueKind.Number } number || !number.TryGetInt64(out var read) || read is < 0 or > int.MaxValue)
        {
            return false;
        }

        count = read;
        return true;
    }
}
