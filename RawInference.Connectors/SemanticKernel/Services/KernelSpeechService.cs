using System.Globalization;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Connectors.Wire;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Speech;

namespace RawInference.Connectors.SemanticKernel.Services;

/// <summary>Someone else's speech service as one of ours.</summary>
internal sealed class KernelSpeechService(ITextToAudioService service, string model, KernelProviderOptions options, KernelCalls calls) : ITextToAudioService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = model };

    public async Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(
        string text,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var (parameters, call) = CallSettings.Read(executionSettings, SpeechParameters.Table, SpeechParameters.Default, own => own.Speech);
        var settings = options.Settings?.Invoke(
            executionSettings as RawInferenceExecutionSettings ?? new RawInferenceExecutionSettings { Speech = parameters, ProviderOptions = call.ProviderOptions })
            ?? SettingsOf(parameters, call);
        var recordings = await calls.AskAsync(token => service.GetAudioContentsAsync(text, settings, kernel, token), cancellationToken);
        if (recordings is not [{ Data: { IsEmpty: false } bytes } recording])
        {
            throw calls.Invalid(string.Create(CultureInfo.InvariantCulture, $"has {recordings.Count} recordings, or one without bytes"));
        }

        call.WarnOfRaw(has: false);
        var result = new SpeechResult
        {
            Audio = bytes,
            MediaType = recording.MimeType is { Length: > 0 } type ? type : TypeOf(parameters.ResponseFormat),
            Usage = ServiceUsage.Of(recording.Metadata, null, call.OnWarning),
            ResponseId = ServiceFacts.IdOf(recording.Metadata),
            Model = recording.ModelId,
        };
        return [new AudioContent(bytes, result.MediaType) { ModelId = model, InnerContent = result }];
    }

    private PromptExecutionSettings SettingsOf(SpeechParameters parameters, CallSettings call)
    {
        if (service is not (OpenAITextToAudioService or AzureOpenAITextToAudioService))
        {
            return ServiceSettings.Plain(
                call,
                options,
                ("voice", parameters.Voice),
                ("response_format", parameters.ResponseFormat),
                ("speed", parameters.Speed),
                ("instructions", parameters.Instructions),
                ("language", parameters.Language));
        }

        call.Dropped("instructions", parameters.Instructions);
        call.Dropped("language", parameters.Language);
        call.Dropped("provider_options", call.ProviderOptions);
        var settings = new OpenAITextToAudioExecutionSettings { Speed = (float?)parameters.Speed };
        settings.Voice = parameters.Voice ?? settings.Voice;
        settings.ResponseFormat = parameters.ResponseFormat ?? settings.ResponseFormat;
        return settings;
    }

    /// <summary>What was asked for, where the service does not say what it gave.</summary>
    private static string TypeOf(string? format) => format switch
    {
        null => "application/octet-stream",
        "mp3" => "audio/mpeg",
        var other => $"audio/{other}",
    };
}
