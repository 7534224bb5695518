using System.Text.Json;
using RawInference.Chat;
using RawInference.Contract;
using RawInference.Embeddings;
using RawInference.Media;
using RawInference.Transcription;

namespace RawInference.Testing;

/// <summary>Requests in one line; the selector is <c>provider/model</c> or an alias.</summary>
public static class Requests
{
    public static ChatRequest Chat(string selector, params string[] prompts) => new()
    {
        Model = ModelSelector.Parse(selector),
        Conversations = [.. prompts.Select(prompt => (IReadOnlyList<ChatMessage>)[ChatMessage.Of(ChatRole.User, prompt)])],
    };

    public static ChatRequest Streamed(string selector, params string[] prompts) =>
        Chat(selector, prompts) with { Call = new CallOptions { Stream = true } };

    public static EmbeddingRequest Embedding(string selector, params string[] texts) =>
        new() { Model = ModelSelector.Parse(selector), Inputs = [.. texts.Select(EmbeddingInput.Of)] };

    public static TranscriptionRequest Transcription(string selector, string? hint = null) => new()
    {
        Model = ModelSelector.Parse(selector),
        Audio = new MediaContent { Kind = MediaKind.Audio, Bytes = "RIFF"u8.ToArray(), MediaType = "audio/wav" },
        Prompt = hint,
    };

    /// <summary>The body of a modality-neutral call.</summary>
    public static ContractRequest Body(string json) => BodyContract.Read(Json(json), CallOptions.Default, []);

    public static JsonElement Json(string json) => JsonElement.Parse(json);
}
