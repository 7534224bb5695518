using System.Text.Json;
using RawInference.Chat;
using RawInference.Contract;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Media;
using RawInference.Speech;
using RawInference.Transcription;

namespace RawInference.Testing;

/// <summary>Requests in one line; the selector is <c>provider/model</c> or an alias.</summary>
public static class Requests
{
    /// <summary>A recording of nothing: a WAV file's header, 16-bit mono at 8 kHz.</summary>
    public static ReadOnlyMemory<byte> Silence { get; } =
        (byte[])[.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 64, 31, 0, 0, 128, 62, 0, 0, 2, 0, 16, 0, .. "data"u8, 0, 0, 0, 0];

    public static ChatRequest Chat(string selector, params string[] prompts) => new()
    {
        Model = ModelSelector.Parse(selector),
        Conversations = [.. prompts.Select(prompt => (IReadOnlyList<ChatMessage>)[ChatMessage.Of(ChatRole.User, prompt)])],
    };

    public static ChatRequest Streamed(string selector, params string[] prompts) =>
        Chat(selector, prompts) with { Call = new CallOptions { Stream = true } };

    /// <summary>The same request, with the response cache.</summary>
    public static T Cached<T>(T request, CacheMode mode = CacheMode.On)
        where T : InferenceRequest => (T)(request with { Call = request.Call with { Cache = new CacheOptions(Mode: mode) } });

    public static EmbeddingRequest Embedding(string selector, params string[] texts) =>
        new() { Model = ModelSelector.Parse(selector), Inputs = [.. texts.Select(EmbeddingInput.Of)] };

    public static TranscriptionRequest Transcription(string selector, string? hint = null) => new()
    {
        Model = ModelSelector.Parse(selector),
        Audio = new MediaContent { Kind = MediaKind.Audio, Bytes = Silence, MediaType = "audio/wav" },
        Prompt = hint,
    };

    public static EmbeddingRequest Embedding(string selector, MediaContent medium) =>
        new() { Model = ModelSelector.Parse(selector), Inputs = [EmbeddingInput.Of(medium)], Single = true };

    public static ImageRequest Image(string selector, params string[] prompts) => new() { Model = ModelSelector.Parse(selector), Prompts = prompts };

    public static SpeechRequest Speech(string selector, string text) => new() { Model = ModelSelector.Parse(selector), Text = text };

    /// <summary>The body of a modality-neutral call.</summary>
    public static ContractRequest Body(string json) => BodyContract.Read(Json(json), CallOptions.Default, []);

    public static JsonElement Json(string json) => JsonElement.Parse(json);
}
