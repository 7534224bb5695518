using RawInference.Chat;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Speech;
using RawInference.Transcription;

namespace RawInference.Contract;

/// <summary>The complete list of operations that the REST contract knows, one line each.</summary>
public static class OperationContracts
{
    public static IReadOnlyList<IOperationContract> All { get; } =
    [
        new ChatContract(),
        new EmbeddingContract(),
        new TranscriptionContract(),
        new ImageContract(),
        new SpeechContract(),
    ];

    public static IOperationContract? Find(string operation) => All.FirstOrDefault(contract => contract.Operation == operation);

    /// <summary>The operation that an item of an answer belongs to.</summary>
    public static IOperationContract Of(InferenceUpdate update) => All.First(contract => contract.Owns(update));

    /// <summary>The operations that can take all of these input keys.</summary>
    public static IEnumerable<IOperationContract> Taking(IReadOnlyCollection<string> inputKeys) =>
        All.Where(contract => inputKeys.All(contract.InputKeys.Contains));
}
