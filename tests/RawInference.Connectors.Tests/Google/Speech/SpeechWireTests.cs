using System.Buffers.Binary;
using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Speech;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Speech;

public class SpeechWireTests
{
    private static readonly byte[] Samples = [1, 0, 2, 0];

    private readonly List<InferenceWarning> _warnings = [];

    private static string Answer(string type = "audio/L16;codec=pcm;rate=24000", string data = "AQACAA==", string finish = "\"STOP\"") => $$$"""
        {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"{{{type}}}","data":"{{{data}}}"}}],"role":"model"},"finishReason":{{{finish}}}}],
         "usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":50,"totalTokenCount":55,"candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":50}]},
         "modelVersion":"m","responseId":"r"}
        """;

    private static ITextToAudioService Service(CannedHandler handler)
    {
        var connector = GoogleTarget.Connector(handler);
        return connector.CreateSpeechService(GoogleTarget.Of(connector, "gemini-2.5-flash-preview-tts"));
    }

    private async Task<SpeechResult> SpeakAsync(CannedHandler handler, SpeechParameters parameters, string? options = null)
    {
        var settings = new RawInferenceExecutionSettings
        {
            Speech = parameters,
            ProviderOptions = options is null ? null : JsonText.Element(options),
            OnWarning = _warnings.Add,
        };
        var contents = await Service(handler).GetAudioContentsAsync("Hello", settings);
        return (SpeechResult)Assert.Single(contents).InnerContent!;
    }

    [Fact]
    public async Task Text_IsSpoken_AsAWaveFile()
    {
        var handler = new CannedHandler(Answer());
        var result = await SpeakAsync(handler, SpeechParameters.Default with { Voice = "Kore", Language = "en-US", Instructions = "Say cheerfully:", Speed = 1 });

        Assert.EndsWith("/models/gemini-2.5-flash-preview-tts:generateContent", handler.Uri!.AbsoluteUri, StringComparison.Ordinal);
        JsonText.AssertSame(
            """
            {"contents":[{"role":"user","parts":[{"text":"Say cheerfully:\nHello"}]}],
             "generationConfig":{"responseModalities":["AUDIO"],
               "speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}},"languageCode":"en-US"}}}
            """,
            handler.Body);
        var file = result.Audio.Span;
        Assert.Equal("audio/wav", result.MediaType);
        Assert.Equal(48, file.Length);
        Assert.Equal("RIFF"u8, file[..4]);
        Assert.Equal("WAVEfmt "u8, file[8..16]);
        Assert.Equal((40, 24_000, 48_000, 4), (
            BinaryPrimitives.ReadInt32LittleEndian(file[4..]), BinaryPrimitives.ReadInt32LittleEndian(file[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(file[28..]), BinaryPrimitives.ReadInt32LittleEndian(file[40..])));
        Assert.Equal(Samples, file[44..].ToArray());
        Assert.Equal(new TokenUsage { Prompt = 5, Completion = 50, AudioCompletion = 50 }, result.Usage);
        Assert.Equal(("r", "m"), (result.ResponseId, result.Model));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Pcm_IsTheSamplesWithTheirRate()
    {
        var result = await SpeakAsync(new CannedHandler(Answer("audio/L16;rate=16000")), SpeechParameters.Default with { ResponseFormat = "pcm" });
        Assert.Equal("audio/pcm;rate=16000", result.MediaType);
        Assert.Equal(Samples, result.Audio.ToArray());
    }

    [Fact]
    public async Task Speakers_AreTheCallersOwnConfiguration()
    {
        var handler = new CannedHandler(Answer());
        await SpeakAsync(handler, SpeechParameters.Default, """{"generationConfig":{"speechConfig":{"multiSpeakerVoiceConfig":{"speakerVoiceConfigs":[]}}}}""");
        JsonText.AssertSame(
            """
            {"contents":[{"role":"user","parts":[{"text":"Hello"}]}],
             "generationConfig":{"responseModalities":["AUDIO"],"speechConfig":{"multiSpeakerVoiceConfig":{"speakerVoiceConfigs":[]}}}}
            """,
            handler.Body);
        await Assert.ThrowsAsync<InferenceException>(
            () => SpeakAsync(handler, SpeechParameters.Default with { Voice = "Kore" }, """{"generationConfig":{"speechConfig":{}}}"""));
    }

    [Fact]
    public async Task WhatGeminiLacks_IsToldOrRefused()
    {
        await SpeakAsync(new CannedHandler(Answer()), SpeechParameters.Default with { Speed = 2 });
        Assert.Equal((WarningCodes.ParameterDropped, "parameters.speed"), (Assert.Single(_warnings).Code, _warnings[0].Path));

        var error = await Assert.ThrowsAsync<InferenceException>(
            () => SpeakAsync(new CannedHandler(Answer()), SpeechParameters.Default with { ResponseFormat = "mp3" }));
        Assert.Equal("parameters.response_format", Assert.Single(error.Problems).Path);
        Assert.Contains("wav or pcm", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audio/mpeg", "AQACAA==", "\"STOP\"", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("audio/L16", "AQACAA==", "\"STOP\"", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("audio/L16;rate=0", "AQACAA==", "\"STOP\"", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("audio/L16;rate=24000", "AQAC", "\"STOP\"", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("audio/L16;rate=24000", "", "\"STOP\"", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("audio/L16;rate=24000", "AQACAA==", "null", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("audio/L16;rate=24000", "AQACAA==", "\"MAX_TOKENS\"", InferenceErrorCode.ProviderContextLength)]
    [InlineData("audio/L16;rate=24000", "AQACAA==", "\"OTHER\"", InferenceErrorCode.ProviderFailed)]
    [InlineData("audio/L16;rate=24000", "AQACAA==", "\"PROHIBITED_CONTENT\"", InferenceErrorCode.ProviderContentPolicy)]
    [InlineData("audio/L16;rate=24000", "AQACAA==", "\"LANGUAGE\"", InferenceErrorCode.ProviderRefused)]
    public async Task RecordingThatIsNotWhole_IsATypedError(string type, string data, string finish, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(new CannedHandler(Answer(type, data, finish)), SpeechParameters.Default));
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task AnswerInWords_IsNoRecording()
    {
        var handler = new CannedHandler("""{"candidates":[{"content":{"parts":[{"text":"no"}]},"finishReason":"STOP"}]}""");
        var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(handler, SpeechParameters.Default));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }
}
