using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Core.Pipeline;
using RawInference.Core.Providers;
using RawInference.Speech;

namespace RawInference.Core.Speech;

/// <summary>Asks a speech service to speak one text.</summary>
internal sealed class SpeechHandler : IOperationHandler
{
    private readonly ServiceCache<ITextToAudioService> _services =
        new(target => ((ISpeechConnector)target.Account.Connector).CreateSpeechService(target));

    public string Operation => Operations.Speech;

    public bool CanServe(IConnector connector) => connector is ISpeechConnector;

    public async ValueTask<InferenceAnswer> OpenAsync(InferenceContext context)
    {
        var request = (SpeechRequest)context.Request;
        var settings = new RawInferenceExecutionSettings
        {
            Speech = request.Parameters,
            ProviderOptions = request.ProviderOptions,
            IncludeRaw = request.Call.IncludeRaw,
            OnWarning = context.Warn,
        };

        var contents = await _services.Get(context.Target!).GetAudioContentsAsync(request.Text, settings, kernel: null, context.CancellationToken);
        var result = contents.Count == 1 && contents[0].InnerContent is SpeechResult said
            ? said
            : throw new InvalidOperationException(
                $"The speech service of '{context.Target!.Account.Connector.Name}' does not give its answers as {nameof(ISpeechConnector)} says.");
        if (result.Audio.IsEmpty)
        {
            throw new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, $"{context.Target} answered without a recording.");
        }

        return InferenceAnswer.Of(new SpeechResponse
        {
            Audio = result.Audio,
            MediaType = result.MediaType,
            Usage = result.Usage,
            Model = result.Model ?? "",
            ProviderResponseId = result.ResponseId,
            Raw = result.Raw is { } raw ? [raw] : [],
        });
    }
}
