using RawInference.Chat;
using RawInference.Embeddings;
using RawInference.Usage;

namespace RawInference.SkPlugin.Tests;

internal static class Answers
{
    public static ChatResponse Chat(string text = "Hello.", string finishReason = FinishReason.Stop) => new()
    {
        Id = "inf_1",
        Provider = "acme",
        Model = "large",
        Outputs = [new ChatOutput { Text = text, FinishReason = finishReason }],
        Usage = new TokenUsage { Prompt = 3, Completion = 2 },
        CostUsd = 0.5m,
    };

    public static EmbeddingResponse Embedding { get; } = new()
    {
        Id = "inf_2",
        Provider = "acme",
        Model = "vectors",
        Vectors = [new float[] { 0.25f, -1 }, new float[] { 0.5f, 2 }],
    };
}
