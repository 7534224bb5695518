using System.Text.Json;
using Microsoft.SemanticKernel;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;
using RawInference.Transcription;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Transcription;

public class TranscriptionWireTests
{
    private readonly List<InferenceWarning> _warnings = [];

    private static string Answer(string text, string finish = "STOP") => JsonSerializer.Serialize(new
    {
        candidates = new[] { new { content = new { role = "model", parts = new object[] { new { text = "hm", thought = true }, new { text } } }, finishReason = finish } },
        usageMetadata = new { promptTokenCount = 40, candidatesTokenCount = 4, totalTokenCount = 44, promptTokensDetails = new[] { new { modality = "AUDIO", tokenCount = 32 } } },
        modelVersion = "gemini-2.5-flash",
    });

    private async Task<TranscriptionResult> TranscribeAsync(CannedHandler handler, TranscriptionParameters parameters, string? prompt = null, string? options = null)
    {
        var connector = GoogleTarget.Connector(handler);
        var settings = new RawInferenceExecutionSettings
        {
            Transcription = parameters,
            Prompt = prompt,
            ProviderOptions = options is null ? null : JsonText.Element(options),
            OnWarning = _warnings.Add,
        };
        var texts = await connector.CreateTranscriptionService(GoogleTarget.Of(connector, "gemini-2.5-flash"))
            .GetTextContentsAsync((AudioContent)ChatHistoryMappingMedia.ToContent(Recording.Silence), settings);
        return (TranscriptionResult)Assert.Single(texts).InnerContent!;
    }

    [Fact]
    public async Task Recording_IsWrittenDown()
    {
        var handler = new CannedHandler(Answer("Hello there.\n"));
        var result = await TranscribeAsync(handler, TranscriptionParameters.Default with { Temperature = 0 }, options: """{"generationConfig":{"topK":1}}""");

        Assert.EndsWith("/models/gemini-2.5-flash:generateContent", handler.Uri!.AbsoluteUri, StringComparison.Ordinal);
        var body = JsonText.Element(handler.Body);
        var parts = body.GetProperty("contents")[0].GetProperty("parts");
        Assert.StartsWith("Write down word for word what is said in this recording", parts[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        JsonText.AssertSame(
            $$$"""{"inlineData":{"mimeType":"audio/wav","data":"{{{Convert.ToBase64String(Recording.Silence.Bytes!.Value.Span)}}}"}}""", parts[1].GetRawText());
        JsonText.AssertSame("""{"temperature":0,"topK":1}""", body.GetProperty("generationConfig").GetRawText());
        Assert.Equal(("Hello there.", null, "gemini-2.5-flash"), (result.Text, result.Language, result.Model));
        Assert.Equal(new TokenUsage { Prompt = 40, Completion = 4, AudioPrompt = 32 }, result.Usage);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task LanguageHintAndTranslation_AreSaidInWords()
    {
        var handler = new CannedHandler(Answer("Good day."));
        await TranscribeAsync(handler, TranscriptionParameters.Default with { Language = "de", Translate = true }, prompt: "Frau Müller");
        var instruction = JsonText.Element(handler.Body).GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text").GetString()!;
        Assert.Contains("in English", instruction, StringComparison.Ordinal);
        Assert.Contains("'de'", instruction, StringComparison.Ordinal);
        Assert.EndsWith("Frau Müller", instruction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timestamps_AreAskedForBySchema_AndCalledAnEstimate()
    {
        var handler = new CannedHandler(Answer("""
            {"text":"Hello there.","language":"en","segments":[{"start_s":0,"end_s":1.5,"text":"Hello there."}],"words":[{"start_s":0,"end_s":0.5,"text":"Hello"}]}
            """));
        var result = await TranscribeAsync(handler, TranscriptionParameters.Default with { Timestamps = ["segment", "word"] });

        const string Piece = """
            {"type":"ARRAY","items":{"type":"OBJECT","properties":{"start_s":{"type":"NUMBER"},"end_s":{"type":"NUMBER"},"text":{"type":"STRING"}},"required":["start_s","end_s","text"]}}
            """;
        JsonText.AssertSame(
            $$$"""
            {"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{
              "text":{"type":"STRING"},"language":{"type":"STRING"},"segments":{{{Piece}}},"words":{{{Piece}}}},
              "required":["text","language","segments","words"]}}
            """,
            JsonText.Element(handler.Body).GetProperty("generationConfig").GetRawText());
        Assert.Equal(("Hello there.", "en"), (result.Text, result.Language));
        Assert.Equal(new TranscriptionSegment(0, 1.5, "Hello there."), Assert.Single(result.Segments));
        Assert.Equal(new TranscriptionSegment(0, 0.5, "Hello"), Assert.Single(result.Words));
        Assert.Equal((WarningCodes.ProviderNotice, "parameters.timestamp_granularities"), (Assert.Single(_warnings).Code, _warnings[0].Path));
    }

    [Theory]
    [InlineData("MAX_TOKENS", InferenceErrorCode.ProviderContextLength)]
    [InlineData("RECITATION", InferenceErrorCode.ProviderContentPolicy)]
    [InlineData("OTHER", InferenceErrorCode.ProviderFailed)]
    [InlineData("A_NEW_REASON", InferenceErrorCode.ProviderFailed)]
    public async Task TranscriptThatBreaksOff_IsNeverATranscript(string finish, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => TranscribeAsync(new CannedHandler(Answer("Hello th", finish)), TranscriptionParameters.Default));
        Assert.Equal((expected, finish), (error.Code, error.ProviderCode));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"language":"en"}""")]
    [InlineData("""{"text":"a","segments":[{"start_s":0,"text":"a"}]}""")]
    [InlineData("""{"text":"a","segments":[{"start_s":"0","end_s":1,"text":"a"}]}""")]
    public async Task TimesThatAreNotAsAskedFor_AreInvalid(string text)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => TranscribeAsync(new CannedHandler(Answer(text)), TranscriptionParameters.Default with { Timestamps = ["segment"] }));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task RecordingWithoutWords_IsToldOf()
    {
        var result = await TranscribeAsync(new CannedHandler(Answer(" ")), TranscriptionParameters.Default);
        Assert.Equal("", result.Text);
        Assert.Equal(WarningCodes.ProviderNotice, Assert.Single(_warnings).Code);
    }
}
