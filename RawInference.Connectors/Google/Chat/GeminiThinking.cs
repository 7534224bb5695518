using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// How much a model shall think (ai.google.dev/gemini-api/docs/thinking). Models of the 2.5 family take a budget of tokens, later ones a
/// level, and no request both; effort becomes the one or the other by Google's own table (ai.google.dev/gemini-api/docs/openai#thinking).
/// </summary>
internal sealed record GeminiThinking(int? Budget, string? Level, bool IncludesThoughts)
{
    /// <summary>A card's word for a model with a budget that may be 0.</summary>
    private const string WithBudget = "thinking_budget";

    /// <summary>A card's word for a model with a budget that cannot stop thinking.</summary>
    private const string WithLeastBudget = "thinking_budget_least";

    /// <summary>A card's word for a model whose lowest level is <c>low</c>; others, unknown ones too, begin with <c>minimal</c>.</summary>
    private const string WithLevelFromLow = "thinking_level_from_low";

    private const string WithLevel = "thinking_level";

    private const int LeastBudget = 128;

    /// <summary>Null where nothing is to be said.</summary>
    public static GeminiThinking? Of(ModelCard? card, ChatCall call)
    {
        if (call.Parameters.Reasoning is not { } reasoning || reasoning is { Effort: null, MaxTokens: null, Summary: null })
        {
            return null;
        }

        var takesBudget = card?.Dialect is WithBudget or WithLeastBudget;
        if (reasoning is { Effort: not null, MaxTokens: not null })
        {
            call.Warn(
                WarningCodes.ParameterDropped,
                takesBudget ? "parameters.reasoning.effort" : "parameters.reasoning.max_tokens",
                "was left out: this model takes an effort or a number of tokens, not both.");
        }

        if (reasoning.Summary is not null and not "auto")
        {
            call.Warn(WarningCodes.ProviderNotice, "parameters.reasoning.summary", "has one form only in Gemini, which was asked for.");
        }

        var shows = reasoning.Summary is not null;
        return reasoning switch
        {
            { Effort: { } effort } when takesBudget => new(reasoning.MaxTokens ?? BudgetOf(effort, card!.Dialect == WithBudget ? 0 : LeastBudget, call), null, shows),
            { Effort: { } effort } => new(null, LevelOf(effort, card?.Dialect == WithLevelFromLow ? "low" : "minimal", call), shows),
            { MaxTokens: { } most } => new(most, null, shows),
            _ => new(null, null, shows),
        };
    }

    /// <summary>Whether a model refuses a tool round trip whose signature is missing.</summary>
    public static bool NeedsSignatures(ModelCard? card) => card?.Dialect is WithLevel or WithLevelFromLow;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("thinkingConfig");
        if (Budget is { } budget)
        {
            writer.WriteNumber("thinkingBudget", budget);
        }

        if (Level is { } level)
        {
            writer.WriteString("thinkingLevel", level);
        }

        if (IncludesThoughts)
        {
            writer.WriteBoolean("includeThoughts", true);
        }

        writer.WriteEndObject();
    }

    private static int BudgetOf(string effort, int least, ChatCall call)
    {
        switch (effort)
        {
            case "none":
                WarnOfOther(call, effort, least == 0 ? effort : $"the least budget, {least} tokens,");
                return least;
            case "minimal" or "low":
                return 1_024;
            case "medium":
                return 8_192;
            default:
                WarnOfOther(call, effort, "high");
                return 24_576;
        }
    }

    private static string LevelOf(string effort, string least, ChatCall call)
    {
        var level = effort switch
        {
            "none" or "minimal" => least,
            "low" or "medium" => effort,
            _ => "high",
        };
        WarnOfOther(call, effort, level);
        return level;
    }

    private static void WarnOfOther(ChatCall call, string asked, string sent)
    {
        if (asked != sent)
        {
            call.Warn(WarningCodes.ProviderNotice, "parameters.reasoning.effort", $"has no '{asked}' here: {sent} was asked for.");
        }
    }
}
