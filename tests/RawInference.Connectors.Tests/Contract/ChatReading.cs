namespace RawInference.Connectors.Tests.Contract;

/// <summary>What a chat service of any make says, in comparable words.</summary>
public sealed record ChatReading(string Text, string? FinishReason, long? PromptTokens, long? CompletionTokens, string ToolCalls);
