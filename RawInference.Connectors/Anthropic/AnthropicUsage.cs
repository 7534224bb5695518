using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Usage;

namespace RawInference.Connectors.Anthropic;

/// <summary>
/// Reads token counts. The provider counts what was read from and written to its cache beside <c>input_tokens</c>. Counts that
/// contradict themselves are told of and left out, because they would be billed.
/// </summary>
internal sealed class AnthropicUsage(JsonElement usage, JsonElement? earlier)
{
    private bool _isInvalid;

    /// <param name="usage">The object, of a whole answer or of a stream's end; null where there is none.</param>
    /// <param name="earlier">The one at a stream's start, which has what the later one leaves out.</param>
    /// <param name="warn">Hears of counts that cannot be true.</param>
    public static TokenUsage? Read(JsonElement? usage, JsonElement? earlier, Action<InferenceWarning>? warn)
    {
        if (usage is not { ValueKind: JsonValueKind.Object } counts)
        {
            return null;
        }

        var reader = new AnthropicUsage(counts, earlier);
        var tokens = reader.Tokens();
        if (reader._isInvalid)
        {
            warn?.Invoke(UsageWarnings.Contradiction);
            return null;
        }

        return tokens;
    }

    private TokenUsage? Tokens()
    {
        var fresh = Count(null, "input_tokens");
        var output = Count(null, "output_tokens");
        var read = Count(null, "cache_read_input_tokens");
        var written = Count(null, "cache_creation_input_tokens");
        var longWritten = Count("cache_creation", "ephemeral_1h_input_tokens");
        var thinking = Count("output_tokens_details", "thinking_tokens");
        _isInvalid |= longWritten > (written ?? 0) || thinking > output;
        return fresh is { } prompt && output is { } completion
            ? new TokenUsage
            {
                Prompt = prompt + (read ?? 0) + (written ?? 0),
                Completion = completion,
                CachedPrompt = read,
                CacheWritePrompt = written,
                CacheWriteLongPrompt = longWritten,
                Reasoning = thinking,
            }
            : null;
    }

    private long? Count(string? group, string name)
    {
        if ((Member(usage, group, name) ?? (earlier is { } start ? Member(start, group, name) : null)) is not { } value)
        {
            return null;
        }

        // Bounded, so that no sum of them can overflow.
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is >= 0 and <= int.MaxValue)
        {
            return count;
        }

        _isInvalid = true;
        return null;
    }

    private static JsonElement? Member(JsonElement counts, string? group, string name) =>
        group is null ? counts.Member(name) : counts.Member(group)?.Member(name);
}
