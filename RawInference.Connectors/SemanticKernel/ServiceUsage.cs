using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RawInference.Usage;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>
/// Token counts as services of all makes tell them: Microsoft.Extensions.AI's, SDKs' objects, dictionaries, JSON. What is not told is
/// unknown, a prompt of no tokens included; counts that contradict themselves are told of and left out, because they would be billed.
/// </summary>
internal static class ServiceUsage
{
    private static readonly string[] Prompt = ["prompttokens", "inputtokens", "prompttokencount", "inputtokencount", "promptevalcount"];
    private static readonly string[] Completion = ["completiontokens", "outputtokens", "completiontokencount", "outputtokencount", "candidatestokencount", "evalcount"];
    private static readonly string[] Total = ["totaltokens", "totaltokencount"];
    private static readonly string[] Cached = ["cachedtokens", "cachedtokencount", "cachedinputtokencount", "cachedcontenttokencount"];
    private static readonly string[] CacheRead = ["cachereadinputtokens"];
    private static readonly string[] CacheWrite = ["cachecreationinputtokens"];
    private static readonly string[] Reasoning = ["reasoningtokens", "reasoningtokencount"];
    private static readonly string[] Thoughts = ["thoughtstokencount"];

    /// <summary>From a content's metadata, or from the object beneath it.</summary>
    public static TokenUsage? Of(IReadOnlyDictionary<string, object?>? metadata, object? inner, Action<InferenceWarning>? warn)
    {
        foreach (var holder in new[] { metadata?.GetValueOrDefault("Usage"), metadata?.GetValueOrDefault("usage"), metadata, ServiceFacts.Member(inner, "Usage"), inner })
        {
            if (holder is not null && Counts(holder) is { Count: > 0 } counts && Find(counts, [.. Prompt, .. Completion]) is not null)
            {
                return Read(counts, writesBesides: true, warn);
            }
        }

        return null;
    }

    /// <summary>A <see cref="UsageDetails"/>, whose input includes what came from a cache and went into it.</summary>
    /// <param name="details">Null where the service tells none.</param>
    /// <param name="isEmbedding">Whether nothing but input can be counted.</param>
    /// <param name="warn">Hears of counts that cannot be true.</param>
    public static TokenUsage? Of(UsageDetails? details, bool isEmbedding, Action<InferenceWarning>? warn)
    {
        if (details is null)
        {
            return null;
        }

        var counts = new Dictionary<string, long>();
        void Set(string name, long? count)
        {
            if (count is { } value)
            {
                counts[name] = value;
            }
        }

        Set(Prompt[0], details.InputTokenCount ?? (isEmbedding ? details.TotalTokenCount : null));
        Set(Completion[0], isEmbedding ? 0 : details.OutputTokenCount);
        Set(Total[0], isEmbedding ? null : details.TotalTokenCount);
        Set(Cached[0], details.CachedInputTokenCount);
        Set(Reasoning[0], details.ReasoningTokenCount);
        foreach (var (name, count) in details.AdditionalCounts ?? [])
        {
            Set(Plain(name), count);
        }

        return Read(counts, writesBesides: false, warn);
    }

    private static TokenUsage? Read(Dictionary<string, long> counts, bool writesBesides, Action<InferenceWarning>? warn)
    {
        var (prompt, completion, total) = (Find(counts, Prompt), Find(counts, Completion), Find(counts, Total));
        var (cached, written, reasoning) = (Find(counts, Cached) ?? Find(counts, CacheRead), Find(counts, CacheWrite), Find(counts, Reasoning));
        if (writesBesides && prompt is not null && (Find(counts, CacheRead) ?? written) is not null)
        {
            prompt += (Find(counts, CacheRead) ?? 0) + (written ?? 0);
        }

        if (Find(counts, Thoughts) is { } thoughts && completion is not null)
        {
            (completion, reasoning) = (completion + thoughts, thoughts);
        }

        completion ??= total - prompt;
        if (prompt is null or 0 && completion is null or 0)
        {
            return null;
        }

        if (prompt is > 0 and <= int.MaxValue && completion is >= 0 and <= int.MaxValue && (total is null or 0 || total == prompt + completion)
            && cached is null or (>= 0 and <= int.MaxValue) && written is null or (>= 0 and <= int.MaxValue) && reasoning is null or >= 0
            && (cached ?? 0) + (written ?? 0) <= prompt && (reasoning ?? 0) <= completion)
        {
            return new TokenUsage
            {
                Prompt = prompt.Value,
                Completion = completion.Value,
                CachedPrompt = cached,
                CacheWritePrompt = written,
                Reasoning = reasoning,
            };
        }

        return Contradicting(warn);
    }

    public static TokenUsage? Contradicting(Action<InferenceWarning>? warn)
    {
        warn?.Invoke(new InferenceWarning(WarningCodes.UsageInvalid, null, "The service's counts contradict themselves and were left out."));
        return null;
    }

    /// <summary>The numbers of an object and of the details in it, by their plain names.</summary>
    private static Dictionary<string, long> Counts(object holder)
    {
        var counts = new Dictionary<string, long>();
        foreach (var (name, value) in ServiceFacts.MembersOf(holder))
        {
            var plain = Plain(name);
            if (NumberOf(value) is { } number)
            {
                counts[plain] = number;
            }
            else if (plain.EndsWith("details", StringComparison.Ordinal))
            {
                foreach (var (inner, detail) in ServiceFacts.MembersOf(value))
                {
                    if (NumberOf(detail) is { } count)
                    {
                        counts[Plain(inner)] = count;
                    }
                }
            }
        }

        return counts;
    }

    private static long? NumberOf(object? value) => value switch
    {
        int or long or short or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetInt64(out var number) => number,
        _ => null,
    };

    private static long? Find(Dictionary<string, long> counts, string[] names)
    {
        foreach (var name in names)
        {
            if (counts.TryGetValue(name, out var count))
            {
                return count;
            }
        }

        return null;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
