using Microsoft.SemanticKernel.AudioToText;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Core.Transcription;

/// <summary>A dialect that turns recordings into text.</summary>
public interface ITranscriptionConnector : IConnector
{
    /// <summary>
    /// A service for one account and model. It takes <see cref="RawInferenceExecutionSettings"/>, hangs a
    /// <see cref="TranscriptionResult"/> on the text's <c>InnerContent</c>, and throws <see cref="InferenceException"/> for every failure.
    /// </summary>
    IAudioToTextService CreateTranscriptionService(ModelTarget target);
}
