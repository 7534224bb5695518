namespace RawInference.Core.Pipeline.Limits;

/// <summary>What becomes of a call under a money limit at a model whose price nobody knows.</summary>
public enum UnknownPricePolicy
{
    /// <summary>The model is not asked.</summary>
    Refuse,

    /// <summary>It is asked, and counts as costing nothing.</summary>
    Allow,
}
