using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Core.Models;
using RawInference.Core.Pipeline;
using RawInference.Core.Providers;
using RawInference.Transcription;

namespace RawInference.Core.Transcription;

/// <summary>Asks a transcription service for the words of one recording.</summary>
internal sealed class TranscriptionHandler : IOperationHandler
{
    private readonly ServiceCache<IAudioToTextService> _services =
        new(target => ((ITranscriptionConnector)target.Account.Connector).CreateTranscriptionService(target));

    public string Operation => Operations.Transcription;

    public bool CanServe(IConnector connector) => connector is ITranscriptionConnector;

    public async ValueTask<InferenceAnswer> OpenAsync(InferenceContext context)
    {
        var request = (TranscriptionRequest)context.Request;
        var audio = new AudioContent(request.Audio.Bytes!.Value, request.Audio.MediaType) { InnerContent = request.Audio };
        var settings = new RawInferenceExecutionSettings
        {
            Transcription = request.Parameters,
            Prompt = request.Prompt,
            ProviderOptions = request.ProviderOptions,
            IncludeRaw = request.Call.IncludeRaw,
            OnWarning = context.Warn,
        };

        var contents = await _services.Get(context.Target!).GetTextContentsAsync(audio, settings, kernel: null, context.CancellationToken);
        return InferenceAnswer.Of(ResponseOf(contents, context.Target!));
    }

    private static TranscriptionResponse ResponseOf(IReadOnlyList<TextContent> contents, ModelTarget target)
    {
        var result = contents.Count == 1 && contents[0].InnerContent is TranscriptionResult said
            ? said
            : throw new InvalidOperationException(
                $"The transcription service of '{target.Account.Connector.Name}' does not give its answers as {nameof(ITranscriptionConnector)} says.");

        return new TranscriptionResponse
        {
            Text = result.Text,
            Language = result.Language,
            DurationSeconds = result.DurationSeconds,
            Segments = result.Segments,
            Words = result.Words,
            Usage = result.Usage,
            Model = result.Model ?? "",
            Raw = result.Raw is { } raw ? [raw] : [],
        };
    }
}
