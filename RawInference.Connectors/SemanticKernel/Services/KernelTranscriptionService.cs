using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using Microsoft.SemanticKernel.Services;
using OpenAI.Audio;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;
using RawInference.Media;
using RawInference.Transcription;
using RawInference.Usage;

namespace RawInference.Connectors.SemanticKernel.Services;

/// <summary>Someone else's transcription service as one of ours.</summary>
internal sealed class KernelTranscriptionService(IAudioToTextService service, ModelTarget target, KernelProviderOptions options, KernelCalls calls)
    : IAudioToTextService
{
    private const string Verbose = "verbose_json";

    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = target.Model };

    public async Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        AudioContent content,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var (parameters, call) = CallSettings.Read(executionSettings, TranscriptionParameters.Table, TranscriptionParameters.Default, own => own.Transcription);
        var settings = SettingsOf(ChatHistoryMappingMedia.ToMedia(content, "inputs.audio"), parameters, executionSettings as RawInferenceExecutionSettings, call);
        var texts = await calls.AskAsync(token => service.GetTextContentsAsync(content, settings, kernel, token), cancellationToken);
        if (texts.All(text => text.Text is null))
        {
            throw calls.Invalid("has no text");
        }

        var result = Read(texts, call);
        foreach (var timestamp in parameters.Timestamps ?? [])
        {
            call.Dropped("timestamp_granularities", (timestamp == "word" ? result.Words : result.Segments).Count == 0 ? timestamp : null);
        }

        return
        [
            new TextContent(result.Text, target.Model, result, metadata: new Dictionary<string, object?>
            {
                ["Language"] = result.Language,
                ["Duration"] = result.DurationSeconds,
                ["Usage"] = result.Usage,
            }),
        ];
    }

    private PromptExecutionSettings SettingsOf(MediaContent audio, TranscriptionParameters parameters, RawInferenceExecutionSettings? own, CallSettings call)
    {
        if (options.Settings is { } translate)
        {
            return translate(own ?? new RawInferenceExecutionSettings { Transcription = parameters, ProviderOptions = call.ProviderOptions });
        }

        ServiceSettings.Refuse("translate", parameters.Translate == true);
        var format = target.Card?.Dialect ?? (parameters.Timestamps is null ? "json" : Verbose);
        if (service is OpenAIAudioToTextService or AzureOpenAIAudioToTextService)
        {
            call.Dropped("provider_options", call.ProviderOptions);
            return new OpenAIAudioToTextExecutionSettings(NameOf(audio))
            {
                Language = parameters.Language,
                Prompt = own?.Prompt,
                Temperature = (float?)parameters.Temperature,
                ResponseFormat = format,
                TimestampGranularities = format == Verbose && parameters.Timestamps is { } timestamps ? [.. timestamps] : null,
            };
        }

        return ServiceSettings.Plain(
            call,
            options,
            ("language", parameters.Language),
            ("prompt", own?.Prompt),
            ("temperature", parameters.Temperature),
            ("timestamp_granularities", parameters.Timestamps));
    }

    /// <summary>The name tells the provider the format.</summary>
    private static string NameOf(MediaContent audio)
    {
        var subtype = (audio.MediaType ?? "").Split(';')[0].Trim().Split('/')[^1].ToLowerInvariant();
        return Path.HasExtension(audio.FileName) ? audio.FileName! : $"audio.{subtype switch { "mpeg" => "mp3", "x-wav" or "wave" => "wav", "x-m4a" => "m4a", var other => other }}";
    }

    private static TranscriptionResult Read(IReadOnlyList<TextContent> texts, CallSettings call)
    {
        call.WarnOfRaw(has: false);
        var first = texts[0];
        var said = first.InnerContent as AudioTranscription;
        return new TranscriptionResult
        {
            Text = string.Concat(texts.Select(text => text.Text)),
            Language = said?.Language ?? first.Metadata?.GetValueOrDefault("Language") as string,
            DurationSeconds = (said?.Duration ?? first.Metadata?.GetValueOrDefault("Duration") as TimeSpan?)?.TotalSeconds,
            Segments = [.. (said?.Segments ?? []).Select(item => new TranscriptionSegment(item.StartTime.TotalSeconds, item.EndTime.TotalSeconds, item.Text))],
            Words = [.. (said?.Words ?? []).Select(item => new TranscriptionSegment(item.StartTime.TotalSeconds, item.EndTime.TotalSeconds, item.Word))],
            Usage = UsageOf(said?.Usage, first, call),
            Model = first.ModelId,
        };
    }

    private static TokenUsage? UsageOf(AudioTranscriptionUsage? usage, TextContent text, CallSettings call) => usage switch
    {
        AudioTranscriptionDurationUsage measured when measured.Duration >= TimeSpan.Zero =>
            new TokenUsage { Prompt = 0, Completion = 0, AudioSeconds = measured.Duration.TotalSeconds },
        AudioTranscriptionDurationUsage => ServiceUsage.Contradicting(call.OnWarning),
        _ => ServiceUsage.Of(text.Metadata, usage, call.OnWarning),
    };
}
