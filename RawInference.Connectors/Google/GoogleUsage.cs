using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Usage;

namespace RawInference.Connectors.Google;

/// <summary>Reads <c>usageMetadata</c>; counts that contradict themselves are told of and left out, because they would be billed.</summary>
internal static class GoogleUsage
{
    /// <param name="answer">The object that has <c>usageMetadata</c>.</param>
    /// <param name="warn">Hears of counts that cannot be true.</param>
    public static TokenUsage? Read(JsonElement answer, Action<InferenceWarning>? warn)
    {
        if (answer.Member("usageMetadata") is not { ValueKind: JsonValueKind.Object } usage)
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

    private static TokenUsage? Tokens(JsonElement usage)
    {
        if (!Count(usage, "promptTokenCount", out var prompt)
            || !Count(usage, "candidatesTokenCount", out var candidates)
            || !Count(usage, "thoughtsTokenCount", out var thoughts)
            || !Count(usage, "cachedContentTokenCount", out var cached)
            || !Count(usage, "toolUsePromptTokenCount", out var toolUse)
            || !Count(usage, "totalTokenCount", out var total)
            || !Modality(usage, "promptTokensDetails", "AUDIO", out var audioPrompt)
            || !Modality(usage, "cacheTokensDetails", "AUDIO", out var audioCached)
            || !Modality(usage, "candidatesTokensDetails", "AUDIO", out var audio)
            || !Modality(usage, "candidatesTokensDetails", "IMAGE", out var image))
        {
            return null;
        }

        // proto3 JSON leaves a zero out: what is absent beside a total is none.
        if (prompt is null && total is null)
        {
            return null;
        }

        var read = (prompt ?? 0) + (toolUse ?? 0);
        var written = (candidates ?? 0) + (thoughts ?? 0);
        var freshAudio = audioPrompt is null ? null : audioPrompt - (audioCached ?? 0);
        var consistent = (total is null || total == read + written)
            && (cached ?? 0) <= (prompt ?? 0) && (audioCached ?? 0) <= (cached ?? 0)
            && freshAudio is null or >= 0 && (freshAudio ?? 0) + (cached ?? 0) <= read
            && (audio ?? 0) + (image ?? 0) <= (candidates ?? 0);
        return consistent
            ? new TokenUsage
            {
                Prompt = read,
                Completion = written,
                CachedPrompt = cached,
                Reasoning = thoughts,
                CachedAudioPrompt = audioCached,
                AudioPrompt = freshAudio,
                AudioCompletion = audio,
                ImageCompletion = image,
            }
            : null;
    }

    /// <summary>The tokens of one modality in a list of them; null where the list does not have it.</summary>
    private static bool Modality(JsonElement usage, string list, string modality, out long? count)
    {
        count = null;
        if (usage.Member(list) is not { ValueKind: JsonValueKind.Array } details)
        {
            return usage.Member(list) is null;
        }

        foreach (var detail in details.EnumerateArray())
        {
            if (detail.Member("modality") is { ValueKind: JsonValueKind.String } word && word.ValueEquals(modality))
            {
                if (!Count(detail, "tokenCount", out var tokens))
                {
                    return false;
                }

                count = (count ?? 0) + (tokens ?? 0);
            }
        }

        return true;
    }

    /// <summary>False for something that is no count; null for one that is not there.</summary>
    private static bool Count(JsonElement holder, string name, out long? count)
    {
        count = null;
        if (holder.Member(name) is not { } value)
        {
            return true;
        }

        // Bounded, so that no sum of them can overflow.
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var read) || read is < 0 or > int.MaxValue)
        {
            return false;
        }

        count = read;
        return true;
    }
}
