using RawInference.Core.Models;

namespace RawInference.Connectors.Anthropic;

/// <summary>The cards' words for how a model takes reasoning.</summary>
internal static class ThinkingDialects
{
    public static ThinkingDialect Of(ModelCard? card) => card?.Dialect switch
    {
        null => ThinkingDialect.Unknown,
        "budget" => ThinkingDialect.Budget,
        "budget_and_effort" => ThinkingDialect.BudgetAndEffort,
        "adaptive" => ThinkingDialect.Adaptive,
        "adaptive_always" => ThinkingDialect.AdaptiveAlways,
        "adaptive_between_tools" => ThinkingDialect.AdaptiveBetweenTools,
        var word => throw new InvalidOperationException($"The card of {card.Id} has the dialect '{word}', which is none."),
    };
}
