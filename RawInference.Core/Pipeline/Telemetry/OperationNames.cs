using RawInference.Contract;

namespace RawInference.Core.Pipeline.Telemetry;

/// <summary>
/// The GenAI conventions' words for <c>gen_ai.operation.name</c>; where they have none, the gateway's own.
/// What a caller named and the gateway does not know must not make a time series of its own.
/// </summary>
internal static class OperationNames
{
    public static string Of(string operation) => operation switch
    {
        Operations.Embedding => "embeddings",
        _ when OperationContracts.Find(operation) is not null => operation,
        _ => "inference",
    };
}
