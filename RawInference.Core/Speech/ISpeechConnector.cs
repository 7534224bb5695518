using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Core.Speech;

/// <summary>A dialect that speaks.</summary>
public interface ISpeechConnector : IConnector
{
    /// <summary>
    /// A service for one account and model. It takes <see cref="RawInferenceExecutionSettings"/>, hangs a <see cref="SpeechResult"/>
    /// on the recording's <c>InnerContent</c>, and throws <see cref="InferenceException"/> for every failure, a recording that
    /// is empty or breaks off included.
    /// </summary>
    ITextToAudioService CreateSpeechService(ModelTarget target);
}
