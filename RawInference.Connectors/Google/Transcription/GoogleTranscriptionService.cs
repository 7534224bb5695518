using System.Collections.Frozen;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Services;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;
using RawInference.Media;
using RawInference.Transcription;

namespace RawInference.Connectors.Google.Transcription;

/// <summary>The words of a recording, written down by a model that hears: a chat of one turn.</summary>
internal sealed class GoogleTranscriptionService(GenerationClient client) : IAudioToTextService
{
    private static readonly FrozenSet<string> Additions =
        new[] { "topP", "topK", "seed", "maxOutputTokens", "mediaResolution", "audioTimestamp", "thinkingConfig" }.ToFrozenSet();

    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = client.Server.Model };

    public async Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        AudioContent content,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var (parameters, call) = CallSettings.Read(
            executionSettings, TranscriptionParameters.Table, TranscriptionParameters.Default, own => own.Transcription);
        parameters = parameters.Timestamps is { Count: > 0 } ? parameters : parameters with { Timestamps = null };
        var audio = ChatHistoryMappingMedia.ToMedia(content, "inputs.audio");
        var body = BodyOf(audio, (executionSettings as RawInferenceExecutionSettings)?.Prompt, parameters, call);
        var result = await client.AskAsync(body, call, (generation, raw) => ResultOf(generation, parameters, call) with { Raw = raw }, cancellationToken);
        return
        [
            new TextContent(result.Text, client.Server.Model, result, metadata: new Dictionary<string, object?>
            {
                ["Language"] = result.Language,
                ["Usage"] = result.Usage,
            }),
        ];
    }

    private static HttpContent BodyOf(MediaContent audio, string? hint, TranscriptionParameters parameters, CallSettings call) => GenerationBody.Create(
        2_048 + BodyWriter.SizeOf(hint) + ((audio.Bytes?.Length ?? 0) * 4L / 3),
        writer =>
        {
            writer.WriteTextPart(TranscriptionInstruction.Of(parameters, hint));
            writer.WriteMediaPart(audio);
        },
        writer =>
        {
            if (parameters.Temperature is { } temperature)
            {
                writer.WriteNumber("temperature", temperature);
            }

            if (parameters.Timestamps is not null)
            {
                TranscriptionSchema.Write(writer, parameters);
            }
        },
        call,
        Additions);

    private TranscriptionResult ResultOf(Generation generation, TranscriptionParameters parameters, CallSettings call)
    {
        TranscriptionResult result;
        if (parameters.Timestamps is null)
        {
            result = new TranscriptionResult { Text = generation.Text.Trim() };
        }
        else
        {
            result = TimedTranscript.Read(generation.Text);
            Notice(call, "parameters.timestamp_granularities", "The times are the model's own estimate, not measured.");
        }

        if (result.Text.Length == 0)
        {
            Notice(call, null, "The model heard no words in the recording.");
        }

        return result with { Usage = generation.Usage, Model = generation.Model ?? client.Server.Model };
    }

    private static void Notice(CallSettings call, string? path, string message) => call.Warn(WarningCodes.ProviderNotice, path, message);
}
