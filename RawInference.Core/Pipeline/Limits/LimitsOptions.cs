using System.ComponentModel.DataAnnotations;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>How calls are counted before they are asked: <c>RawInference:Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>Tokens that a limit of tokens is charged for a completion without <c>max_tokens</c>, until its real length is known. Default 1,024.</summary>
    [Range(1, 1_000_000)]
    public long AssumedCompletionTokens { get; set; } = 1_024;

    /// <summary>What a budget, or a call's <c>max_cost_usd</c>, says to a model without a price. Default Refuse.</summary>
    public UnknownPricePolicy UnknownPrice { get; set; } = UnknownPricePolicy.Refuse;
}
