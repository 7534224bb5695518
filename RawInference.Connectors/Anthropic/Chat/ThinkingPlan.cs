using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>What becomes of a caller's reasoning options on the wire.</summary>
/// <param name="Type">Of the <c>thinking</c> object; null leaves it to the model.</param>
/// <param name="Budget">Tokens, for <c>enabled</c>.</param>
/// <param name="Effort">For <c>output_config</c>; null leaves it to the model.</param>
/// <param name="Summarized">Whether its text is asked for where the model would keep it back.</param>
internal sealed record ThinkingPlan(string? Type, int? Budget = null, string? Effort = null, bool Summarized = false)
{
    private const int LeastBudget = 1_024;

    private static readonly ThinkingPlan ModelsOwn = new(Type: null);

    public bool Thinks => Type is "enabled" or "adaptive";

    public static ThinkingPlan Of(AnthropicServer server, ChatCall call, int maxTokens)
    {
        if (call.Parameters.Reasoning is not { } reasoning || reasoning is { Effort: null, MaxTokens: null, Summary: null })
        {
            return ModelsOwn;
        }

        if (reasoning.Summary is "concise" or "detailed")
        {
            Warn(call, "summary", $"is sent as 'auto': {server.Model} has summaries of one length.");
        }

        if (reasoning.Effort == "none" || reasoning.MaxTokens == 0)
        {
            return Off(server, call, reasoning);
        }

        return server.Thinking is ThinkingDialect.Budget or ThinkingDialect.BudgetAndEffort
            || (server.Thinking == ThinkingDialect.Unknown && reasoning.MaxTokens > 0)
            ? Budgeted(server, call, reasoning, maxTokens)
            : Adaptive(server, call, reasoning);
    }

    public void Write(Utf8JsonWriter writer)
    {
        if (Type is null)
        {
            return;
        }

        writer.WriteStartObject("thinking");
        writer.WriteString("type", Type);
        if (Budget is { } tokens)
        {
            writer.WriteNumber("budget_tokens", tokens);
        }

        if (Summarized)
        {
            writer.WriteString("display", "summarized");
        }

        writer.WriteEndObject();
    }

    private static ThinkingPlan Off(AnthropicServer server, ChatCall call, ReasoningOptions reasoning)
    {
        if (reasoning.MaxTokens > 0)
        {
            Warn(call, "max_tokens", "was left out: 'effort' beside it says none.");
        }

        if (reasoning.Effort is not (null or "none"))
        {
            Warn(call, "effort", "was left out: 'max_tokens' beside it says none.");
        }

        switch (server.Thinking)
        {
            case ThinkingDialect.AdaptiveAlways:
                Warn(call, reasoning.Effort == "none" ? "effort" : "max_tokens", $"was left out: {server.Model} cannot do without reasoning.");
                return ModelsOwn;
            case ThinkingDialect.AdaptiveBetweenTools:
                return new ThinkingPlan("between_tools");
            default:
                return new ThinkingPlan("disabled");
        }
    }

    private static ThinkingPlan Adaptive(AnthropicServer server, ChatCall call, ReasoningOptions reasoning)
    {
        if (reasoning.MaxTokens is not null)
        {
            Warn(call, "max_tokens", $"was left out: {server.Model} decides itself how long it reasons; 'effort' guides it.");
        }

        return new ThinkingPlan("adaptive", Effort: EffortOf(server, call, reasoning.Effort), Summarized: reasoning.Summary is not null);
    }

    private static ThinkingPlan Budgeted(AnthropicServer server, ChatCall call, ReasoningOptions reasoning, int maxTokens)
    {
        var wanted = reasoning.MaxTokens ?? BudgetOf(reasoning.Effort);
        if (server.Thinking == ThinkingDialect.Budget && reasoning is { Effort: not null, MaxTokens: not null })
        {
            Warn(call, "effort", "was left out: 'max_tokens' beside it says more.");
        }

        var effort = server.Thinking == ThinkingDialect.Budget ? null : EffortOf(server, call, reasoning.Effort);
        if (wanted is null)
        {
            Warn(call, "summary", $"was left out: {server.Model} reasons only where 'effort' or 'max_tokens' is set.");
            return ModelsOwn;
        }

        if (maxTokens <= LeastBudget)
        {
            Warn(
                call,
                reasoning.MaxTokens is null ? "effort" : "max_tokens",
                $"was left out: reasoning takes {LeastBudget} tokens at least, and max_tokens leaves no more than {maxTokens}.");
            return new ThinkingPlan(Type: null, Effort: effort);
        }

        // It must stay below max_tokens, and something must be left for the answer.
        var budget = Math.Max(wanted.Value, LeastBudget);
        budget = budget < maxTokens ? budget : Math.Max(LeastBudget, maxTokens / 2);
        if (reasoning.MaxTokens is not null && budget != wanted)
        {
            Warn(call, "max_tokens", $"was set to {budget}: it must be {LeastBudget} at least and less than max_tokens, {maxTokens}.");
        }

        return new ThinkingPlan("enabled", budget, effort);
    }

    /// <summary>What a word stands for on models that know tokens only.</summary>
    private static int? BudgetOf(string? effort) => effort switch
    {
        null => null,
        "minimal" => LeastBudget,
        "low" => 2_048,
        "medium" => 8_192,
        "high" => 16_384,
        _ => 32_000,
    };

    private static string? EffortOf(AnthropicServer server, ChatCall call, string? effort)
    {
        if (effort is null || server.Efforts.Contains(effort))
        {
            return effort;
        }

        var nearest = effort == "minimal" ? server.Efforts[0] : "high";
        Warn(call, "effort", $"is sent as '{nearest}': {server.Model} does not know '{effort}'.");
        return nearest;
    }

    private static void Warn(ChatCall call, string option, string message) =>
        call.Warn(WarningCodes.ParameterDropped, $"parameters.reasoning.{option}", message);
}
