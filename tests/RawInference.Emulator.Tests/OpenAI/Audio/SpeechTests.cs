using System.ClientModel;
using System.Text.Json.Nodes;
using OpenAI.Audio;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.OpenAI.Audio;

/// <summary>Speech and translations.</summary>
public sealed class SpeechTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Path = "/v1/audio/speech";

    [Fact]
    public async Task Mp3ByDefault_IsWholeFramesAsLongAsTheText()
    {
        BinaryData shorter = await emulator.OpenAI.GetAudioClient("tts-1").GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy);
        BinaryData longer = await emulator.OpenAI.GetAudioClient("tts-1").GenerateSpeechAsync("Hello, lighthouse keeper", GeneratedSpeechVoice.Alloy);

        Assert.Equal(Mp3Frames(0.3), Frames(shorter.ToArray()));
        Assert.Equal(Mp3Frames(1.44), Frames(longer.ToArray()));
    }

    [Fact]
    public async Task Wave_LastsAsLongAsTheTextAtItsSpeed()
    {
        BinaryData speech = await emulator.OpenAI.GetAudioClient("gpt-4o-mini-tts").GenerateSpeechAsync(
            new string('a', 100), GeneratedSpeechVoice.Nova, new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Wav, SpeedRatio = 2 });

        Assert.Equal(new WaveHeader(24_000, 3), WaveHeader.Read(speech));
    }

    [Theory]
    [InlineData("pcm", "audio/pcm", 28_800)]
    [InlineData("aac", "audio/aac", 165)]
    [InlineData("mp3", "audio/mpeg", 2400)]
    public async Task Format_HasItsTypeAndLength(string format, string type, int bytes)
    {
        using var response = await emulator.PostAsync(Path, Request("Ten chars.", ("response_format", format)));

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(bytes, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData("opus")]
    [InlineData("flac")]
    public async Task FormatBeyondTheEmulator_IsSaid(string format)
    {
        var answer = await emulator.JsonAsync(Path, Request("Hello", ("response_format", format)));

        Assert.Equal("not_emulated", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Stream_AddsUpToTheFile()
    {
        using var plain = await emulator.PostAsync(Path, Request("Hello", ("response_format", "wav")));
        var events = (await emulator.EventsAsync(Path, Request("Hello", ("response_format", "wav"), ("stream_format", "sse"))))
            .Select(data => JsonNode.Parse(data)!).ToArray();

        Assert.Equal(
            await plain.Content.ReadAsByteArrayAsync(),
            events.SkipLast(1).SelectMany(each => Convert.FromBase64String((string)each["audio"]!)));
        Assert.Equal("speech.audio.done", (string?)events[^1]["type"]);
        Assert.Equal(8, (int)events[^1]["usage"]!["total_tokens"]!);
    }

    [Fact]
    public async Task SpeechRefusal_IsTheSdksException()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(
            () => emulator.OpenAI.GetAudioClient("tts-1").GenerateSpeechAsync("Hello", new GeneratedSpeechVoice("robot")));

        Assert.Contains("Invalid value: 'robot'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutSpeech_IsNotWhole()
    {
        using var response = await emulator.PostAsync(Path, Request("Hello"), "cut:1");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Translation_IsEnglishWithTimedSegments()
    {
        AudioTranslation translation = await emulator.OpenAI.GetAudioClient("whisper-1").TranslateAudioAsync(
            new MemoryStream(MediaLibrary.Files["tone.wav"].Bytes), "tone.wav", new AudioTranslationOptions { ResponseFormat = AudioTranslationFormat.Verbose });

        Assert.Equal("english", translation.Language);
        Assert.Equal("The recording lasts 1.50 seconds at 16000 Hz.", translation.Text);
        Assert.Equal(TimeSpan.FromSeconds(1.5), Assert.Single(translation.Segments).EndTime);
    }

    [Theory]
    [InlineData("json", """{"text":"The recording lasts 1.50 seconds at 16000 Hz."}""")]
    [InlineData("text", "The recording lasts 1.50 seconds at 16000 Hz.\n")]
    public async Task TranslationFormat_IsAsAsked(string format, string expected)
    {
        using var form = new MultipartFormDataContent { { new StringContent("whisper-1"), "model" }, { new StringContent(format), "response_format" } };
        form.Add(new ByteArrayContent(MediaLibrary.Files["tone.wav"].Bytes), "file", "tone.wav");

        using var response = await emulator.Http.PostAsync("/v1/audio/translations", form);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    private static JsonObject Request(string input, params (string Name, string Value)[] more)
    {
        var request = new JsonObject { ["model"] = "gpt-4o-mini-tts", ["input"] = input, ["voice"] = "alloy" };
        foreach (var (name, value) in more)
        {
            request[name] = value;
        }

        return request;
    }

    private static int Mp3Frames(double seconds) => (int)Math.Ceiling(Math.Round(seconds * 24_000 / 576, 6));

    /// <summary>Walks from header to header: 24 kHz, 32 kbit/s, so 96 bytes each.</summary>
    private static int Frames(byte[] mp3)
    {
        var frames = 0;
        for (var position = 0; position < mp3.Length; position += 96, frames++)
        {
            Assert.Equal([0xFF, 0xF3, 0x44], mp3[position..(position + 3)]);
        }

        Assert.Equal(0, mp3.Length % 96);
        return frames;
    }
}
