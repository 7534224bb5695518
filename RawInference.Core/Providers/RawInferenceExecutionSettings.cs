using System.Text.Json;
using Microsoft.SemanticKernel;
using RawInference.Chat;
using RawInference.Images;
using RawInference.Media;
using RawInference.Speech;
using RawInference.Transcription;

namespace RawInference.Core.Providers;

/// <summary>What Semantic Kernel's own settings cannot carry. Connectors read nothing else besides the contents themselves.</summary>
public sealed class RawInferenceExecutionSettings : PromptExecutionSettings
{
    public ChatParameters Chat { get; init; } = ChatParameters.Default;

    public TranscriptionParameters Transcription { get; init; } = TranscriptionParameters.Default;

    public ImageParameters Image { get; init; } = ImageParameters.Default;

    public SpeechParameters Speech { get; init; } = SpeechParameters.Default;

    /// <summary>What an image is made from, besides its prompt.</summary>
    public IReadOnlyList<MediaContent> InputImages { get; init; } = [];

    /// <summary>A transcription's hint.</summary>
    public string? Prompt { get; init; }

    /// <summary>Fields for the provider's own body, already checked against <see cref="IConnector.AllowsProviderOption"/>; an object.</summary>
    public JsonElement? ProviderOptions { get; init; }

    /// <summary>Keep the provider's own JSON in the result.</summary>
    public bool IncludeRaw { get; init; }

    /// <summary>Hears what the connector could not pass on, and everything else that a caller would want to know.</summary>
    public Action<InferenceWarning>? OnWarning { get; init; }
}
