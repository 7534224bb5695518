using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Connectors.Wire;
using RawInference.Core.Speech;
using RawInference.Speech;
using RawInference.Usage;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>A text, spoken (<c>POST audio/speech</c>).</summary>
internal sealed class OpenAISpeechService(UpstreamClient upstream, OpenAIServer server) : ITextToAudioService
{
    /// <summary>The dialect of a card whose model is billed by the character, of which no answer tells.</summary>
    private const string CharactersDialect = "characters";

    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = server.Model };

    public async Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(
        string text,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (parameters, call) = CallSettings.Read(executionSettings, SpeechParameters.Table, SpeechParameters.Default, own => own.Speech);
        using var request = server.CreateRequest("audio/speech", SpeechBody.Create(server, text, parameters, call));
        using var answer = await upstream.SendAsync(request, server.Account, cancellationToken);
        using var body = await answer.ReadWholeAsync(upstream.Options.MaxAnswerBytes);
        Check(answer, body.Memory);

        var result = new SpeechResult
        {
            Audio = body.Memory.ToArray(),
            MediaType = SpeechMediaType.Of(answer.ContentType, parameters.ResponseFormat, documented: server.Card is not null),
            Usage = UsageOf(text),
            Model = server.Model,
        };
        return
        [
            new AudioContent(result.Audio, result.MediaType)
            {
                InnerContent = result,
                ModelId = server.Model,
                Metadata = new Dictionary<string, object?> { ["Usage"] = result.Usage },
            },
        ];
    }

    /// <exception cref="InferenceException">It is anything but a recording: an error in its clothes, a page, nothing.</exception>
    private static void Check(UpstreamAnswer answer, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            throw answer.Invalid("is an empty recording");
        }

        if (body.Span[0] == '{' && ProviderError.Read(answer.Status, body) is { Structured: true } error)
        {
            throw answer.ExceptionOf(error);
        }

        if (!SpeechMediaType.CanBeRecording(answer.MediaType))
        {
            throw answer.Invalid("is not the recording that was asked for");
        }

        if (WaveLength.IsCutShort(body.Span))
        {
            throw answer.Cut("ended before the end of its recording");
        }
    }

    private TokenUsage? UsageOf(string text) => server.Card?.Dialect == CharactersDialect
        ? new TokenUsage { Prompt = 0, Completion = 0, Characters = text.EnumerateRunes().Count() }
        : null;
}
