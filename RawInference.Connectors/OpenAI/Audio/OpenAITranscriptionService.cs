using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Services;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Transcription;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>The words of a recording (<c>POST audio/transcriptions</c>), or what they mean in English (<c>POST audio/translations</c>).</summary>
internal sealed class OpenAITranscriptionService(UpstreamClient upstream, OpenAIServer server) : IAudioToTextService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = server.Model };

    public async Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        AudioContent content,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var (parameters, call) = CallSettings.Read(
            executionSettings, TranscriptionParameters.Table, TranscriptionParameters.Default, own => own.Transcription);
        var audio = ChatHistoryMappingMedia.ToMedia(content, "inputs.audio");
        var prompt = (executionSettings as RawInferenceExecutionSettings)?.Prompt;
        using var request = server.CreateRequest(
            parameters.Translate == true ? "audio/translations" : "audio/transcriptions",
            TranscriptionForm.Create(server, audio, prompt, parameters, call));
        using var answer = await upstream.SendAsync(request, server.Account, cancellationToken);
        using var body = await answer.ReadWholeAsync(upstream.Options.MaxAnswerBytes);
        using var json = answer.Parse(body.Memory);
        var result = answer.Read(json.RootElement, root => TranscriptionAnswer.Read(root, server.Model, call, parameters.Translate == true));
        return
        [
            new TextContent(result.Text, server.Model, result, metadata: new Dictionary<string, object?>
            {
                ["Language"] = result.Language,
                ["Duration"] = result.DurationSeconds,
                ["Usage"] = result.Usage,
            }),
        ];
    }
}
