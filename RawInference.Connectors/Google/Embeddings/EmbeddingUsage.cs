using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Embeddings;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>
/// Reads what an embedding used. Media have prices of their own: images, videos and documents count as images, so that their cost stays
/// unknown where only the price of text is known.
/// </summary>
internal static class EmbeddingUsage
{
    public static TokenUsage? Read(JsonElement answer, IReadOnlyList<EmbeddingInput> inputs, Action<InferenceWarning>? warn)
    {
        if (answer.Member("usageMetadata") is not { ValueKind: JsonValueKind.Object } usage || usage.Member("promptTokenCount") is null)
        {
            return null;
        }

        if (Count(usage, "promptTokenCount") is { } prompt && Details(usage, prompt, inputs) is var (audio, image) && audio + image <= prompt)
        {
            return new TokenUsage
            {
                Prompt = prompt,
                Completion = 0,
                AudioPrompt = audio == 0 ? null : audio,
                ImagePrompt = image == 0 ? null : image,
            };
        }

        return Contradiction(warn);
    }

    /// <summary>Of counts that stand beside each vector; null where one of them has none.</summary>
    public static TokenUsage? Sum(IEnumerable<JsonElement> counts, Action<InferenceWarning>? warn)
    {
        var sum = 0L;
        foreach (var statistics in counts)
        {
            if (statistics.Member("token_count") is null)
            {
                return null;
            }

            if (Count(statistics, "token_count") is not { } tokens)
            {
                return Contradiction(warn);
            }

            sum += tokens;
        }

        return new TokenUsage { Prompt = sum, Completion = 0 };
    }

    private static (long Audio, long Image)? Details(JsonElement usage, long prompt, IReadOnlyList<EmbeddingInput> inputs)
    {
        // The Gemini API's name, then Vertex AI's.
        if ((usage.Member("promptTokenDetails") ?? usage.Member("promptTokensDetails")) is not { ValueKind: JsonValueKind.Array } details)
        {
            return inputs.All(input => input.Media is null) ? (0, 0)
                : inputs.All(input => input.Media?.Kind == MediaKind.Audio) ? (prompt, 0)
                : (0, prompt);
        }

        var (audio, image) = (0L, 0L);
        foreach (var detail in details.EnumerateArray())
        {
            if (Count(detail, "tokenCount") is not { } tokens)
            {
                return null;
            }

            var modality = detail.Member("modality") is { ValueKind: JsonValueKind.String } word ? word.GetString() : null;
            audio += modality == "AUDIO" ? tokens : 0;
            image += modality is "AUDIO" or "TEXT" ? 0 : tokens;
        }

        return (audio, image);
    }

    /// <summary>Vertex writes a count as <c>4.0</c>.</summary>
    private static long? Count(JsonElement holder, string name) =>
        holder.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number)
        && number is >= 0 and < int.MaxValue && double.IsInteger(number)
            ? (long)number
            : null;

    private static TokenUsage? Contradiction(Action<InferenceWarning>? warn)
    {
        warn?.Invoke(UsageWarnings.Contradiction);
        return null;
    }
}
