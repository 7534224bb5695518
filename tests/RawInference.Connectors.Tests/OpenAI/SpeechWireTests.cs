using System.Net;
using System.Net.Http.Headers;
using RawInference.Connectors.Wire;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Speech;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class SpeechWireTests
{
    private static readonly byte[] Audio = [0x49, 0x44, 0x33, 0xFF, 0x00, 0xFB];

    private readonly List<InferenceWarning> _warnings = [];

    private static CannedHandler Answering(string? type = "audio/mpeg", byte[]? audio = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        var content = new ByteArrayContent(audio ?? Audio);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return new CannedHandler("", status) { Content = content };
    }

    private async Task<SpeechResult> SendAsync(
        CannedHandler handler,
        string model,
        SpeechParameters parameters,
        string text = "Hello",
        bool known = true,
        string? providerOptions = null,
        bool includeRaw = false,
        UpstreamOptions? options = null)
    {
        var connector = OpenAITarget.Connector(handler, options);
        var contents = await connector.CreateSpeechService(OpenAITarget.Of(connector, model, known: known)).GetAudioContentsAsync(
            text,
            new RawInferenceExecutionSettings
            {
                Speech = parameters,
                ProviderOptions = providerOptions is null ? null : JsonText.Element(providerOptions),
                IncludeRaw = includeRaw,
                OnWarning = _warnings.Add,
            });
        var content = Assert.Single(contents);
        var result = Assert.IsType<SpeechResult>(content.InnerContent);
        Assert.Equal(result.MediaType, content.MimeType);
        Assert.Equal(result.Audio.ToArray(), content.Data!.Value.ToArray());
        return result;
    }

    [Fact]
    public async Task EveryParameter_IsSent()
    {
        var handler = Answering("audio/wav");
        var result = await SendAsync(
            handler,
            "gpt-4o-mini-tts",
            new SpeechParameters { Voice = "coral", ResponseFormat = "wav", Speed = 1.25, Instructions = "Whisper." },
            providerOptions: """{"lang_code":"a"}""");

        Assert.Equal("https://api.acme.test/v1/audio/speech", handler.Uri!.AbsoluteUri);
        JsonText.AssertSame(
            """
            {"model":"gpt-4o-mini-tts","input":"Hello","voice":"coral","response_format":"wav","speed":1.25,"instructions":"Whisper.","lang_code":"a"}
            """,
            handler.Body);
        Assert.Equal(Audio, result.Audio.ToArray());
        Assert.Equal(("audio/wav", null, "gpt-4o-mini-tts"), (result.MediaType, result.Usage, result.Model));
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData(40u, false)]
    [InlineData(41u, true)]
    [InlineData(0u, false)]
    [InlineData(0xFFFFFFFFu, false)]
    [InlineData(0x7FFFFFFFu, false)]
    public async Task WaveThatIsShorterThanItSays_IsCut(uint length, bool cut)
    {
        byte[] wave = [.. "RIFF"u8, .. BitConverter.GetBytes(length), .. "WAVE"u8, .. new byte[36]];
        var speaking = SendAsync(Answering("audio/wav", wave), "tts-1", new SpeechParameters { Voice = "alloy", ResponseFormat = "wav" });
        if (cut)
        {
            Assert.Equal(InferenceErrorCode.StreamCut, (await Assert.ThrowsAsync<InferenceException>(() => speaking)).Code);
        }
        else
        {
            Assert.Equal(wave, (await speaking).Audio.ToArray());
        }
    }

    [Fact]
    public async Task ModelBilledByTheCharacter_CountsThem()
    {
        var handler = Answering();
        var result = await SendAsync(handler, "tts-1", new SpeechParameters { Voice = "alloy" }, "Grüße 😀");

        JsonText.AssertSame("""{"model":"tts-1","input":"Grüße 😀","voice":"alloy"}""", handler.Body);
        Assert.Equal(new TokenUsage { Prompt = 0, Completion = 0, Characters = 7 }, result.Usage);
    }

    [Theory]
    [InlineData("audio/mpeg", null, true, "audio/mpeg")]
    [InlineData("application/octet-stream", null, true, "audio/mpeg")]
    [InlineData(null, "opus", true, "audio/ogg")]
    [InlineData(null, "aac", true, "audio/aac")]
    [InlineData(null, "flac", true, "audio/flac")]
    [InlineData("audio/pcm", "pcm", true, "audio/pcm;rate=24000")]
    [InlineData("application/octet-stream", "pcm", true, "audio/pcm;rate=24000")]
    [InlineData("application/octet-stream", "pcm", false, "audio/pcm")]
    [InlineData("audio/L16; rate=16000; channels=1", "pcm", true, "audio/L16;rate=16000")]
    [InlineData(null, null, false, "application/octet-stream")]
    [InlineData("audio/mp3; charset=binary", null, false, "audio/mp3")]
    public async Task MediaType_IsWhatTheAnswerSaysOrWhatWasAskedFor(string? answered, string? format, bool known, string expected)
    {
        var result = await SendAsync(Answering(answered), "tts-1", new SpeechParameters { Voice = "alloy", ResponseFormat = format }, known: known);
        Assert.Equal(expected, result.MediaType);
    }

    [Fact]
    public async Task MissingVoice_IsTheCallersMistakeWithItsCure()
    {
        var handler = Answering();
        var error = await Assert.ThrowsAsync<InferenceException>(() => SendAsync(handler, "tts-1", SpeechParameters.Default));

        Assert.Equal((InferenceErrorCode.InvalidRequest, "parameters.voice"), (error.Code, Assert.Single(error.Problems).Path));
        Assert.Contains("alloy", error.Message, StringComparison.Ordinal);
        Assert.Null(handler.Uri);
    }

    [Fact]
    public async Task WhatCannotBeDone_IsAWarning()
    {
        var handler = Answering();
        await SendAsync(handler, "kokoro", new SpeechParameters { Voice = "af", Language = "en" }, known: false, includeRaw: true);

        JsonText.AssertSame("""{"model":"kokoro","input":"Hello","voice":"af"}""", handler.Body);
        Assert.Equal(
            [(WarningCodes.ParameterDropped, "parameters.language"), (WarningCodes.ProviderNotice, "include_raw")],
            _warnings.Select(warning => (warning.Code, warning.Path)));
    }

    [Theory]
    [InlineData("application/json", """{"error":{"message":"busy","type":"server_error"}}""", InferenceErrorCode.ProviderFailed)]
    [InlineData("audio/mpeg", """{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("application/json", """{"audio":"x"}""", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("text/html", "<html>", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("text/event-stream", "data: {}", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("audio/mpeg", "", InferenceErrorCode.ProviderInvalidAnswer)]
    public async Task AnswerThatIsNoRecording_IsAnError(string type, string body, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() =>
            SendAsync(Answering(type, System.Text.Encoding.UTF8.GetBytes(body)), "tts-1", new SpeechParameters { Voice = "alloy" }));
        Assert.Equal((expected, 200), (error.Code, error.ProviderStatus));
    }

    [Fact]
    public async Task SamplesThatBeginLikeJson_AreARecording()
    {
        byte[] samples = [(byte)'{', 0x00, 0x7F];
        var result = await SendAsync(Answering("audio/pcm", samples), "tts-1", new SpeechParameters { Voice = "alloy", ResponseFormat = "pcm" });
        Assert.Equal(samples, result.Audio.ToArray());
    }

    [Fact]
    public async Task RecordingBeyondTheLimit_IsAnError()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => SendAsync(
            Answering(), "tts-1", new SpeechParameters { Voice = "alloy" }, options: new UpstreamOptions { MaxAnswerBytes = Audio.Length - 1 }));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task RecordingThatBreaksOff_IsAnError()
    {
        var handler = new CannedHandler("") { Content = new StreamContent(new CutStream(Audio)) { Headers = { ContentType = new("audio/mpeg") } } };
        var error = await Assert.ThrowsAsync<InferenceException>(() => SendAsync(handler, "tts-1", new SpeechParameters { Voice = "alloy" }));
        Assert.Equal(InferenceErrorCode.StreamCut, error.Code);
    }

    [Theory]
    [InlineData("voice")]
    [InlineData("stream_format")]
    [InlineData("instructions")]
    public async Task ProviderOptionThatIsNotOne_IsRefused(string name)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() =>
            SendAsync(Answering(), "tts-1", new SpeechParameters { Voice = "alloy" }, providerOptions: $$"""{"{{name}}":"x"}"""));
        Assert.Equal($"parameters.provider_options.{name}", Assert.Single(error.Problems).Path);
    }

    /// <summary>As a connection reads that ends before its body does.</summary>
    private sealed class CutStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Read(buffer.Span);
            return count > 0 ? new ValueTask<int>(count) : throw new HttpIOException(HttpRequestError.ResponseEnded);
        }
    }
}
