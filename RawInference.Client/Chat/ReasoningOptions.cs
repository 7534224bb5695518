namespace RawInference.Chat;

/// <summary>How much a reasoning model thinks before it answers.</summary>
/// <param name="Effort"><c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c> or <c>max</c>; null for the model's own.</param>
/// <param name="MaxTokens">The most tokens to spend on it; null for the model's own.</param>
/// <param name="Summary"><c>auto</c>, <c>concise</c> or <c>detailed</c>; null for none.</param>
public sealed record ReasoningOptions(string? Effort, int? MaxTokens, string? Summary);
