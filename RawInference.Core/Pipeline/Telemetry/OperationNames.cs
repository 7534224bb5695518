namespace RawInference.Core.Pipeline.Telemetry;

/// <summary>The GenAI conventions' words for <c>gen_ai.operation.name</c>; where they have none, the gateway's own.</summary>
internal static class OperationNames
{
    public static string Of(string operation) => operation == Operations.Embedding ? "embeddings" : operation;
}
