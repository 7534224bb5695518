using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Images;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;
using RawInference.Media;

namespace RawInference.Testing;

/// <summary>A dialect whose providers do what a test's delegates say. Its presets are <c>first</c> and <c>second</c>.</summary>
public sealed class FakeConnector : IChatConnector, IMediaEmbeddingConnector, ITranscriptionConnector, IImageConnector, ISpeechConnector
{
    private readonly ConcurrentQueue<FakeCall> _calls = new();
    private int _number;

    public string Name { get; init; } = "fake";

    public IReadOnlyList<ProviderPreset> Presets { get; init; } = [FakeModels.Preset("first"), FakeModels.Preset("second")];

    public IReadOnlyList<ModelCard> Models { get; init; } = [.. FakeModels.Of("first"), .. FakeModels.Of("second")];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks { get; init; } =
        new Dictionary<string, IReadOnlyList<string>> { ["terse"] = ["no", "yes"], ["accent"] = [] };

    /// <summary>Answers a chat that is not streamed.</summary>
    public Func<FakeCall, Task<IReadOnlyList<ChatResult>>> Chat { get; set; } = call => Task.FromResult(FakeAnswers.Chat($"re: {call.Prompt}"));

    /// <summary>Answers a chat that is streamed.</summary>
    public Func<FakeCall, IAsyncEnumerable<ChatChunk>> ChatStream { get; set; } = call => FakeAnswers.Stream("re: ", call.Prompt);

    public Func<FakeCall, Task<GeneratedEmbeddings<Embedding<float>>>> Embed { get; set; } = call => Task.FromResult(FakeAnswers.Vectors(call.Texts));

    public Func<FakeCall, Task<TranscriptionResult>> Transcribe { get; set; } = _ => Task.FromResult(new TranscriptionResult { Text = "words" });

    /// <summary>Answers an embedding of media.</summary>
    public Func<FakeCall, Task<GeneratedEmbeddings<Embedding<float>>>> EmbedMedia { get; set; } = call => Task.FromResult(FakeAnswers.MediaVectors(call.Contents));

    public Func<FakeCall, Task<IReadOnlyList<ImageResult>>> Draw { get; set; } = call => Task.FromResult(FakeAnswers.Images(call.Settings.Image.Count ?? 1));

    public Func<FakeCall, Task<SpeechResult>> Speak { get; set; } = call => Task.FromResult(FakeAnswers.Speech(call.Prompt));

    /// <summary>What was asked so far, in order of arrival.</summary>
    public IReadOnlyCollection<FakeCall> Calls => _calls;

    public bool AllowsProviderOption(string name) => name is not ("api_key" or "endpoint");

    public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) => false;

    public IChatCompletionService CreateChatService(ModelTarget target) => new FakeChatService(this, target);

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ModelTarget target) => new FakeEmbeddingGenerator(this, target);

    public IAudioToTextService CreateTranscriptionService(ModelTarget target) => new FakeTranscriptionService(this, target);

    public IEmbeddingGenerator<AIContent, Embedding<float>> CreateMediaEmbeddingGenerator(ModelTarget target) => new FakeMediaEmbeddingGenerator(this, target);

    public ITextToImageService CreateImageService(ModelTarget target) => new FakeImageService(this, target);

    public ITextToAudioService CreateSpeechService(ModelTarget target) => new FakeSpeechService(this, target);

    internal int NextNumber() => Interlocked.Increment(ref _number);

    internal FakeCall Record(FakeCall call)
    {
        _calls.Enqueue(call);
        return call;
    }
}
