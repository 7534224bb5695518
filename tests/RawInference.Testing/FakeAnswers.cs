using Microsoft.Extensions.AI;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Images;
using RawInference.Core.Speech;
using RawInference.Images;
using RawInference.Usage;

namespace RawInference.Testing;

/// <summary>What a <see cref="FakeConnector"/> can say.</summary>
public static class FakeAnswers
{
    public static TokenUsage Usage { get; } = new() { Prompt = 3, Completion = 2 };

    public static IReadOnlyList<ChatResult> Chat(string text) =>
        [new ChatResult { Output = new ChatOutput { Text = text, FinishReason = FinishReason.Stop }, Usage = Usage, ResponseId = "r-1" }];

    /// <summary>A text in pieces, its end, and its usage.</summary>
    public static IAsyncEnumerable<ChatChunk> Stream(params string[] pieces) => Stream([.. pieces.Select(Text), End, Facts]);

    public static async IAsyncEnumerable<ChatChunk> Stream(params ChatChunk[] chunks)
    {
        foreach (var chunk in chunks)
        {
            await Task.Yield();
            yield return chunk;
        }
    }

    public static ChatChunk Text(string text) => new() { Delta = new ChatDelta { Text = text } };

    public static ChatChunk End { get; } = new() { Delta = new ChatDelta { FinishReason = FinishReason.Stop } };

    public static ChatChunk Facts { get; } = new() { Usage = Usage, ResponseId = "r-1" };

    /// <summary>For each text a vector whose first number is the text's length; its usage is one token a text.</summary>
    public static GeneratedEmbeddings<Embedding<float>> Vectors(IReadOnlyList<string> texts)
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(new float[] { text.Length, 1 })));
        new EmbeddingResult(null, new TokenUsage { Prompt = texts.Count, Completion = 0 }, null).AttachTo(embeddings);
        return embeddings;
    }

    /// <summary>For each content a vector whose first number is its place; its usage is a token each.</summary>
    public static GeneratedEmbeddings<Embedding<float>> MediaVectors(IReadOnlyList<AIContent> contents)
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(contents.Select((_, place) => new Embedding<float>(new float[] { place, 1, 2 })));
        new EmbeddingResult(null, new TokenUsage { Prompt = contents.Count, Completion = 0 }, null).AttachTo(embeddings);
        return embeddings;
    }

    /// <summary>The beginning of a PNG file.</summary>
    public static ReadOnlyMemory<byte> Png { get; } = new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n' };

    /// <summary>PNG files of one call.</summary>
    public static IReadOnlyList<ImageResult> Images(int count) => [.. Enumerable.Range(0, count).Select(_ =>
        new ImageResult { Image = new GeneratedImage { Bytes = Png }, Usage = Usage, ResponseId = "r-1" })];

    /// <summary>A recording whose bytes are the text.</summary>
    public static SpeechResult Speech(string text) =>
        new() { Audio = System.Text.Encoding.UTF8.GetBytes(text), MediaType = "audio/mpeg", Usage = Usage, ResponseId = "r-1" };

    /// <summary>A stream that fails after some pieces.</summary>
    public static async IAsyncEnumerable<ChatChunk> Broken(InferenceException failure, params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return Text(piece);
        }

        throw failure;
    }

    /// <summary>A failure as a connector reports it.</summary>
    public static InferenceException Failure(InferenceErrorCode code, int? status = null, TimeSpan? retryAfter = null) =>
        new(code, $"The provider says: {code}.") { ProviderStatus = status, RetryAfter = retryAfter };
}
