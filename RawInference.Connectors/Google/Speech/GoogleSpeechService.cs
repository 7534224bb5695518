using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Connectors.Wire;
using RawInference.Core.Speech;
using RawInference.Speech;

namespace RawInference.Connectors.Google.Speech;

/// <summary>Speaks with a model that answers in sound: raw samples, which become a WAV file unless the caller wants them as they are.</summary>
internal sealed class GoogleSpeechService(GenerationClient client) : ITextToAudioService
{
    private const string Raw = "pcm";

    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = client.Server.Model };

    public Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(
        string text,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var (parameters, call) = CallSettings.Read(executionSettings, SpeechParameters.Table, SpeechParameters.Default, own => own.Speech);
        if (parameters.ResponseFormat is not (null or "wav" or Raw))
        {
            throw InferenceException.Invalid("parameters.response_format", "must be wav or pcm for this provider, whose models give raw samples.");
        }

        return client.AskAsync(
            SpeechBody.Create(text, parameters, call),
            call,
            (generation, raw) => ContentsOf(generation, parameters.ResponseFormat == Raw, raw, call),
            cancellationToken);
    }

    private IReadOnlyList<AudioContent> ContentsOf(Generation generation, bool bare, JsonElement? raw, CallSettings call)
    {
        var samples = Samples.Of(generation);
        if (generation.Text.Length > 0)
        {
            call.Warn(WarningCodes.ProviderNotice, null, "The answer also has text, for which speech has no field; include_raw shows it.");
        }

        var (bytes, type) = bare ? (samples.Bytes, $"audio/pcm;rate={samples.Rate}") : (WaveFile.Of(samples.Bytes, samples.Rate), "audio/wav");
        return
        [
            new AudioContent(bytes, type)
            {
                ModelId = client.Server.Model,
                InnerContent = new SpeechResult
                {
                    Audio = bytes,
                    MediaType = type,
                    Usage = generation.Usage,
                    ResponseId = generation.ResponseId,
                    Model = generation.Model ?? client.Server.Model,
                    Raw = raw,
                },
            },
        ];
    }
}
