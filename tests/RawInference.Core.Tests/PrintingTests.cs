using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Images;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;
using RawInference.Images;
using RawInference.Testing;
using RawInference.Transcription;

namespace RawInference.Core.Tests;

/// <summary>Whatever is printed may end up in a log: what a provider said must not be in it.</summary>
public class PrintingTests
{
    private const string Secret = "s3cr3t";

    private static readonly System.Text.Json.JsonElement Json = Requests.Json($"\"{Secret}\"");

    public static TheoryData<string, object> Printed => new()
    {
        { "chat", new ChatResult { Output = new ChatOutput { Text = Secret, FinishReason = FinishReason.Stop }, Raw = Json } },
        { "chunk", new ChatChunk { Delta = new ChatDelta { Text = Secret }, ProviderState = Json, Citations = Json, Raw = Json } },
        { "transcription", new TranscriptionResult { Text = Secret, Segments = [new TranscriptionSegment(0, 1, Secret)], Raw = Json } },
        { "image", new ImageResult { Image = new GeneratedImage { Url = $"https://a.test/?sig={Secret}", RevisedPrompt = Secret }, Raw = Json } },
        { "speech", new SpeechResult { Audio = new byte[] { 1 }, MediaType = "audio/mpeg", Raw = Json } },
        { "embedding", new EmbeddingResult("m", null, Json) },
        { "embedding call", new EmbeddingCall(Json, IncludeRaw: true, OnWarning: null) },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void Content_IsNeverPrinted(string what, object value)
    {
        var printed = value.ToString();

        Assert.False(string.IsNullOrEmpty(printed), what);
        Assert.DoesNotContain(Secret, printed, StringComparison.Ordinal);
    }
}
