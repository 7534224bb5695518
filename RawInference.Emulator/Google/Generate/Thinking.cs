using System.Text.Json;
using RawInference.Emulator.Models;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>How many tokens a model spends on thinking, by the level or the budget that it was given.</summary>
internal static class Thinking
{
    private const int DynamicTokens = 128;

    private static readonly Dictionary<string, int> Levels = new()
    {
        ["MINIMAL"] = 0,
        ["LOW"] = 64,
        ["MEDIUM"] = DynamicTokens,
        ["HIGH"] = 256,
    };

    public static int TokensOf(ModelEntry model, JsonElement? config)
    {
        if (!model.Has("thinking"))
        {
            return 0;
        }

        if (config?.Text("thinkingLevel") is { } level && Levels.TryGetValue(level, out var tokens))
        {
            return tokens;
        }

        return config?.Integer("thinkingBudget") switch
        {
            >= 0 and var budget => Math.Min(budget, DynamicTokens),
            null when model.Has("thinking-on-demand") => 0,
            _ => DynamicTokens,
        };
    }

    /// <summary>What the thoughts say, where the caller wants to see them.</summary>
    public static string? Summary(WireCall call, string prompt) =>
        call.Body.Member("generationConfig")?.Member("thinkingConfig")?.Flag("includeThoughts") == true
            ? $"**Reading the request**\n\nThe prompt has {prompt.Length} characters; the answer follows from them.\n"
            : null;
}
