using System.Net;
using System.Text.Json;
using OpenAI.Audio;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.OpenAI.Audio;

public sealed class TranscriptionsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Text = "The recording lasts 1.50 seconds at 16000 Hz.";

    private static byte[] Wave => MediaLibrary.Files["tone.wav"].Bytes;

    [Theory]
    [InlineData("whisper-1")]
    [InlineData("gpt-4o-transcribe")]
    [InlineData("gpt-4o-mini-transcribe")]
    public async Task Wave_IsTranscribedByTheSdk(string model)
    {
        AudioTranscription transcription = await emulator.OpenAI.GetAudioClient(model).TranscribeAudioAsync(
            new MemoryStream(Wave), "tone.wav", new AudioTranscriptionOptions { ResponseFormat = AudioTranscriptionFormat.Simple });

        Assert.Equal(Text, transcription.Text);
    }

    [Fact]
    public async Task Verbose_HasTimedSegmentsAndWords()
    {
        AudioTranscription transcription = await emulator.OpenAI.GetAudioClient("whisper-1").TranscribeAudioAsync(
            new MemoryStream(Wave),
            "tone.wav",
            new AudioTranscriptionOptions
            {
                ResponseFormat = AudioTranscriptionFormat.Verbose,
                TimestampGranularities = AudioTimestampGranularities.Word | AudioTimestampGranularities.Segment,
                Language = "de",
            });

        Assert.Equal("german", transcription.Language);
        Assert.Equal(TimeSpan.FromSeconds(1.5), transcription.Duration);
        Assert.Equal(8, transcription.Words.Count);
        Assert.Equal(TimeSpan.FromSeconds(1.5), transcription.Words[^1].EndTime);
        Assert.Equal(Text, Assert.Single(transcription.Segments).Text);
    }

    [Theory]
    [InlineData("text", "text/plain", Text + "\n")]
    [InlineData("srt", "text/plain", "1\n00:00:00,000 --> 00:00:01,500\n" + Text + "\n\n")]
    [InlineData("vtt", "text/vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n" + Text + "\n\n")]
    public async Task TextFormats_AreAsTheirStandardsSay(string format, string mediaType, string expected)
    {
        using var response = await PostAsync("whisper-1", Wave, ("response_format", format));

        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Usage_IsOfTheModelsKind()
    {
        var whisper = await RunningEmulator.ReadAsync(await PostAsync("whisper-1", Wave));
        var successor = await RunningEmulator.ReadAsync(await PostAsync("gpt-4o-transcribe", Wave));

        Assert.Equal("""{"type":"duration","seconds":2}""", whisper.GetProperty("usage").GetRawText());
        Assert.Equal("tokens", successor.GetProperty("usage").GetProperty("type").GetString());
        Assert.Equal(15, successor.GetProperty("usage").GetProperty("input_token_details").GetProperty("audio_tokens").GetInt32());
    }

    [Fact]
    public async Task GranularityOfWordsAlone_HasNoSegments()
    {
        using var response = await PostAsync("whisper-1", Wave, ("response_format", "verbose_json"), ("timestamp_granularities[]", "word"));

        var body = await RunningEmulator.ReadAsync(response);
        Assert.True(body.TryGetProperty("words", out _));
        Assert.False(body.TryGetProperty("segments", out _));
    }

    [Fact]
    public async Task Mp3_IsDescribedByItsSize()
    {
        using var response = await PostAsync("whisper-1", [.. "ID3"u8, .. new byte[997]]);

        Assert.Equal("The recording is MP3, 1000 bytes long.", (await RunningEmulator.ReadAsync(response)).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Stream_BringsTheTextInPieces()
    {
        using var response = await PostAsync("gpt-4o-transcribe", Wave, ("stream", "true"));

        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(each => JsonDocument.Parse(each["data: ".Length..]).RootElement).ToArray();
        Assert.Equal(Text, string.Concat(events.SkipLast(1).Select(each => each.GetProperty("delta").GetString())));
        Assert.Equal("transcript.text.done", events[^1].GetProperty("type").GetString());
    }

    [Fact]
    public async Task UploadAboveTheLimit_IsTooLarge()
    {
        using var response = await PostAsync("whisper-1", new byte[26_214_401]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.StartsWith(
            "Maximum content size limit (26214400) exceeded",
            (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string model, byte[] audio, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(model), "model" }, { new ByteArrayContent(audio), "file", "tone.wav" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return await emulator.Http.PostAsync("/v1/audio/transcriptions", form);
    }
}
