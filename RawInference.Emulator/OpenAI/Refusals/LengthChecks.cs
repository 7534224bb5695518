using System.Globalization;
using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.OpenAI.Embeddings;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>Checks on lengths, by the emulator's own estimate of tokens (<see cref="TokenCount"/>).</summary>
internal static class LengthChecks
{
    private const int MaxEmbeddingTokens = 300_000;
    private const int MaxEmbeddingInputs = 2048;

    public static IReadOnlyDictionary<string, string>? OutputLimit(RefusalContext context)
    {
        foreach (var name in new[] { "max_tokens", "max_completion_tokens", "max_output_tokens" })
        {
            if (context.Body.Number(name) is { } asked && asked > context.Model!.Output)
            {
                return Quote(("name", name), ("value", asked), ("output", context.Model.Output));
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? ContextOfMessages(RefusalContext context)
    {
        var tokens = TokensOf(context.Body, "messages");
        return tokens > context.Model!.Context ? Quote(("context", context.Model.Context), ("tokens", tokens)) : null;
    }

    public static IReadOnlyDictionary<string, string>? ContextWithCompletion(RefusalContext context)
    {
        var tokens = TokensOf(context.Body, "messages");
        var completion = context.Body.Integer("max_tokens") ?? context.Body.Integer("max_completion_tokens") ?? 0;
        return tokens + completion > context.Model!.Context
            ? Quote(("context", context.Model.Context), ("total", tokens + completion), ("tokens", tokens), ("completion", completion))
            : null;
    }

    public static IReadOnlyDictionary<string, string>? ContextOfInput(RefusalContext context)
    {
        var tokens = TokenCount.Of(context.Body.Text("instructions"))
            + (context.Body.Text("input") is { } text ? TokenCount.Of(text) : TokensOf(context.Body, "input"));
        return tokens > context.Model!.Context ? Quote(("context", context.Model.Context), ("tokens", tokens)) : null;
    }

    /// <summary>A list of tokens is one input; its length is a matter of the model's context.</summary>
    public static IReadOnlyDictionary<string, string>? EmbeddingBatch(RefusalContext context)
    {
        var count = EmbeddingInputs.Read(context.Body).Count;
        return count > MaxEmbeddingInputs ? Quote(("length", count)) : null;
    }

    public static IReadOnlyDictionary<string, string>? EmbeddingLength(RefusalContext context)
    {
        var longest = EmbeddingInputs.Read(context.Body).Max(input => input.Tokens);
        return longest > context.Model!.Context ? Quote(("context", context.Model.Context), ("tokens", longest)) : null;
    }

    public static IReadOnlyDictionary<string, string>? EmbeddingTotal(RefusalContext context)
    {
        var total = EmbeddingInputs.Read(context.Body).Sum(input => input.Tokens);
        return total > MaxEmbeddingTokens ? Quote(("tokens", total)) : null;
    }

    private static int TokensOf(JsonElement body, string list) =>
        JsonPaths.Find(body, $"{list}[*].content")
            .Concat(JsonPaths.Find(body, $"{list}[*].content[*].text"))
            .Where(found => found.Element.ValueKind == JsonValueKind.String)
            .Sum(found => TokenCount.Of(found.Element.GetString()));

    private static Dictionary<string, string> Quote(params (string Name, IConvertible Value)[] quoted) =>
        quoted.ToDictionary(pair => pair.Name, pair => pair.Value.ToString(CultureInfo.InvariantCulture));
}
