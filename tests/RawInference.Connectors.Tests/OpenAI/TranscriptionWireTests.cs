using Microsoft.SemanticKernel;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;
using RawInference.Media;
using RawInference.Transcription;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class TranscriptionWireTests
{
    private static readonly MediaContent Recording = new() { Kind = MediaKind.Audio, Bytes = "RIFF"u8.ToArray(), MediaType = "audio/mpeg" };

    private readonly List<InferenceWarning> _warnings = [];

    private static async Task<TranscriptionResult> SendAsync(
        CannedHandler handler, string model, RawInferenceExecutionSettings? settings = null, MediaContent? recording = null, bool known = true)
    {
        var connector = OpenAITarget.Connector(handler);
        var service = connector.CreateTranscriptionService(OpenAITarget.Of(connector, model, known: known));
        var texts = await service.GetTextContentsAsync((AudioContent)ChatHistoryMappingMedia.ToContent(recording ?? Recording), settings);
        var text = Assert.Single(texts);
        var result = Assert.IsType<TranscriptionResult>(text.InnerContent);
        Assert.Equal(text.Text, result.Text);
        return result;
    }

    [Fact]
    public async Task VerboseModel_IsAskedForEverything()
    {
        var handler = new CannedHandler("""
            {"task":"transcribe","language":"english","duration":1.5,"text":"Hello there",
             "segments":[{"id":0,"start":0.0,"end":1.5,"text":"Hello there"}],"words":[{"word":"Hello","start":0,"end":0.5}],
             "usage":{"type":"duration","seconds":2}}
            """);
        var result = await SendAsync(handler, "whisper-1", new RawInferenceExecutionSettings
        {
            Transcription = new TranscriptionParameters { Language = "en", Temperature = 0.2, Timestamps = ["segment", "word"] },
            Prompt = "Names: Ada",
            ProviderOptions = JsonText.Element("""{"chunking":"auto","list":[1,2]}"""),
            IncludeRaw = true,
        });

        Assert.Equal("https://api.acme.test/v1/audio/transcriptions", handler.Uri!.AbsoluteUri);
        Assert.Equal(
            """
            --B
            Content-Disposition: form-data; name="model"

            whisper-1
            --B
            Content-Disposition: form-data; name="response_format"

            verbose_json
            --B
            Content-Disposition: form-data; name="language"

            en
            --B
            Content-Disposition: form-data; name="prompt"

            Names: Ada
            --B
            Content-Disposition: form-data; name="temperature"

            0.2
            --B
            Content-Disposition: form-data; name="timestamp_granularities[]"

            segment
            --B
            Content-Disposition: form-data; name="timestamp_granularities[]"

            word
            --B
            Content-Disposition: form-data; name="chunking"

            auto
            --B
            Content-Disposition: form-data; name="list[]"

            1
            --B
            Content-Disposition: form-data; name="list[]"

            2
            --B
            Content-Type: audio/mpeg
            Content-Disposition: form-data; name="file"; filename="audio.mp3"

            RIFF
            --B--

            """,
            FormText.Of(handler));
        Assert.Equal(("Hello there", "english", 1.5), (result.Text, result.Language, result.DurationSeconds));
        Assert.Equal([new TranscriptionSegment(0, 1.5, "Hello there")], result.Segments);
        Assert.Equal([new TranscriptionSegment(0, 0.5, "Hello")], result.Words);
        Assert.Equal(new TokenUsage { Prompt = 0, Completion = 0, AudioSeconds = 2 }, result.Usage);
        Assert.Equal("transcribe", result.Raw!.Value.GetProperty("task").GetString());
    }

    [Fact]
    public async Task PlainModel_CountsTokensAndIsToldNoTimestamps()
    {
        var handler = new CannedHandler("""
            {"text":"Hi","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":4,"audio_tokens":10},"output_tokens":3,"total_tokens":17}}
            """);
        var result = await SendAsync(handler, "gpt-4o-transcribe", new RawInferenceExecutionSettings
        {
            Transcription = new TranscriptionParameters { Timestamps = ["word"] },
            OnWarning = _warnings.Add,
        });

        Assert.Contains("name=\"response_format\"\n\njson\n", FormText.Of(handler), StringComparison.Ordinal);
        Assert.DoesNotContain("timestamp_granularities", handler.Body, StringComparison.Ordinal);
        Assert.Equal("parameters.timestamp_granularities", Assert.Single(_warnings).Path);
        Assert.Equal(new TokenUsage { Prompt = 14, Completion = 3, AudioPrompt = 10 }, result.Usage);
    }

    [Fact]
    public async Task Translation_HasItsOwnPathAndFewerFields()
    {
        var handler = new CannedHandler("""
            {"task":"translate","language":"english","duration":1.5,"text":"Hello","segments":[{"start":0,"end":1.5,"text":"Hello"}]}
            """);
        var result = await SendAsync(handler, "whisper-1", new RawInferenceExecutionSettings
        {
            Transcription = new TranscriptionParameters { Translate = true, Language = "de", Temperature = 0, Timestamps = ["segment", "word"] },
            Prompt = "Names: Ada",
            OnWarning = _warnings.Add,
        });

        Assert.Equal("https://api.acme.test/v1/audio/translations", handler.Uri!.AbsoluteUri);
        Assert.Equal(
            """
            --B
            Content-Disposition: form-data; name="model"

            whisper-1
            --B
            Content-Disposition: form-data; name="response_format"

            verbose_json
            --B
            Content-Disposition: form-data; name="prompt"

            Names: Ada
            --B
            Content-Disposition: form-data; name="temperature"

            0
            --B
            Content-Type: audio/mpeg
            Content-Disposition: form-data; name="file"; filename="audio.mp3"

            RIFF
            --B--

            """,
            FormText.Of(handler));
        Assert.Equal(["parameters.language", "parameters.timestamp_granularities"], _warnings.Select(warning => warning.Path));
        Assert.Equal(("Hello", 1), (result.Text, result.Segments.Count));
        Assert.Equal(new TokenUsage { Prompt = 0, Completion = 0, AudioSeconds = 1.5 }, result.Usage);
    }

    [Fact]
    public async Task SegmentsOfATranslation_ComeWithoutBeingAskedFor()
    {
        var handler = new CannedHandler("""{"text":"Hello"}""");
        await SendAsync(handler, "whisper-1", new RawInferenceExecutionSettings
        {
            Transcription = new TranscriptionParameters { Translate = true, Timestamps = ["segment"] },
            OnWarning = _warnings.Add,
        });

        Assert.DoesNotContain("timestamp_granularities", handler.Body, StringComparison.Ordinal);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task UnknownModel_IsAskedPlainly()
    {
        var handler = new CannedHandler("""{"text":"Hi"}""");
        var result = await SendAsync(handler, "faster-whisper", known: false);

        Assert.Contains("name=\"response_format\"\n\njson\n", FormText.Of(handler), StringComparison.Ordinal);
        Assert.DoesNotContain("temperature", handler.Body, StringComparison.Ordinal);
        Assert.Null(result.Usage);
    }

    [Fact]
    public async Task FileNameOfTheCaller_CannotLeaveItsHeader()
    {
        var handler = new CannedHandler("""{"text":"Hi"}""");
        await SendAsync(handler, "whisper-1", recording: Recording with { FileName = "a\"\r\nX: y.wav" });

        Assert.Contains("filename=\"a___X: y.wav\"", handler.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blob", "blob.mp3")]
    [InlineData("voice.ogg", "voice.ogg")]
    public async Task FileNameOfTheCaller_TellsTheFormat(string given, string sent)
    {
        var handler = new CannedHandler("""{"text":"Hi"}""");
        await SendAsync(handler, "whisper-1", recording: Recording with { FileName = given });

        Assert.Contains($"filename=\"{sent}\"", handler.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"Hello","duration":1e999}""")]
    [InlineData("""{"text":"Hello","segments":[{"start":0,"end":1e999,"text":"Hello"}]}""")]
    public async Task NumberBeyondAllNumbers_IsInvalid(string answer)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => SendAsync(new CannedHandler(answer), "whisper-1"));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task EndlessDurationInTheUsage_IsNoUsage()
    {
        var result = await SendAsync(new CannedHandler("""{"text":"Hello","usage":{"type":"duration","seconds":1e999}}"""), "whisper-1");
        Assert.Null(result.Usage);
    }

    [Fact]
    public async Task AnswerWithoutText_IsInvalid()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => SendAsync(new CannedHandler("{}"), "whisper-1"));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }
}
