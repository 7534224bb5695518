using RawInference.Core.Models;

namespace RawInference.Connectors.Anthropic;

/// <summary>How a model is asked, as its card's words say; <see cref="AnthropicConnector"/> has them.</summary>
/// <param name="Thinking">How it takes reasoning.</param>
/// <param name="SystemTurns">Whether it takes system messages within the conversation.</param>
internal sealed record ModelDialect(ThinkingDialect Thinking, bool SystemTurns)
{
    public static ModelDialect Of(ModelCard? card)
    {
        var thinking = ThinkingDialect.Unknown;
        var systemTurns = false;
        foreach (var word in card?.Dialect?.Split(' ') ?? [])
        {
            switch (word)
            {
                case "budget":
                    thinking = ThinkingDialect.Budget;
                    break;
                case "budget_and_effort":
                    thinking = ThinkingDialect.BudgetAndEffort;
                    break;
                case "adaptive":
                    thinking = ThinkingDialect.Adaptive;
                    break;
                case "adaptive_always":
                    thinking = ThinkingDialect.AdaptiveAlways;
                    break;
                case "adaptive_between_tools":
                    thinking = ThinkingDialect.AdaptiveBetweenTools;
                    break;
                case "system_turns":
                    systemTurns = true;
                    break;
                default:
                    throw new InvalidOperationException($"The card of {card!.Id} has the dialect '{word}', which is none.");
            }
        }

        return new ModelDialect(thinking, systemTurns);
    }
}
