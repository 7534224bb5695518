using RawInference.Core.Models;

namespace RawInference.Connectors.Anthropic;

/// <summary>How a model is asked, as its card's words say; <see cref="AnthropicConnector"/> has them.</summary>
/// <param name="Thinking">How it takes reasoning.</param>
/// <param name="SystemTurns">Whether it takes system messages within the conversation.</param>
/// <param name="Efforts">Which efforts it knows, the least first.</param>
internal sealed record ModelDialect(ThinkingDialect Thinking, bool SystemTurns, IReadOnlyList<string> Efforts)
{
    private static readonly string[] AllEfforts = ["low", "medium", "high", "xhigh", "max"];

    public static ModelDialect Of(ModelCard? card)
    {
        var thinking = ThinkingDialect.Unknown;
        var systemTurns = false;
        var efforts = AllEfforts;
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
                case "no_xhigh":
                    efforts = [.. efforts.Where(effort => effort != "xhigh")];
                    break;
                case "no_max":
                    efforts = [.. efforts.Where(effort => effort != "max")];
                    break;
                default:
                    throw new InvalidOperationException($"The card of {card!.Id} has the dialect '{word}', which is none.");
            }
        }

        return new ModelDialect(thinking, systemTurns, efforts);
    }
}
