namespace RawInference.Connectors.Anthropic;

/// <summary>How a model takes reasoning; <see cref="AnthropicConnector"/> has the cards' words for it.</summary>
internal enum ThinkingDialect
{
    /// <summary>No card tells.</summary>
    Unknown,
    Budget,
    BudgetAndEffort,
    Adaptive,
    AdaptiveAlways,
    AdaptiveBetweenTools,
}
