using RawInference.Media;
using RawInference.Transcription;

namespace RawInference.Client.Tests.Media;

public class MediaEstimateTests
{
    /// <summary>Two seconds of 16-bit mono at 8 kHz.</summary>
    private static readonly byte[] Wave =
        [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 64, 31, 0, 0, 128, 62, 0, 0, 2, 0, 16, 0, .. new byte[32_000 - 36]];

    [Fact]
    public void WaveFile_LastsAsItsHeaderSays()
    {
        var base64 = Convert.ToBase64String(Wave);

        Assert.Equal(2, Seconds(new MediaContent { Kind = MediaKind.Audio, Bytes = Wave }));
        Assert.Equal(2, Seconds(new MediaContent { Kind = MediaKind.Audio, Base64 = base64 }), 0.01);
        Assert.Equal(2, Seconds(new MediaContent { Kind = MediaKind.Audio, Url = $"data:audio/wav;base64,{base64}" }), 0.01);
    }

    [Fact]
    public void OtherRecordings_LastAsSpeechDoes()
    {
        Assert.Equal(10, Seconds(new MediaContent { Kind = MediaKind.Audio, Bytes = new byte[80_000] }));
        Assert.Equal(10, Seconds(new MediaContent { Kind = MediaKind.Audio, Base64 = Convert.ToBase64String(new byte[80_000]) }), 0.01);
        Assert.Equal(0, Seconds(new MediaContent { Kind = MediaKind.Audio, Base64 = "" }));
    }

    [Fact]
    public void WhatAUrlNames_IsAssumed() =>
        Assert.Equal(600, Seconds(new MediaContent { Kind = MediaKind.Audio, Url = "https://a.example/a.wav" }));

    [Theory]
    [InlineData("text/plain", 40_000, 10_000)]
    [InlineData("application/pdf", 3_200_000, 100_000)]
    [InlineData("application/pdf", 100, 1_000)]
    [InlineData("application/pdf", null, 5_000)]
    public void Documents_CountByTheirSize(string mediaType, int? bytes, long tokens)
    {
        var file = new MediaContent { Kind = MediaKind.File, MediaType = mediaType, Url = "https://a.example/a" };
        file = bytes is { } length ? file with { Bytes = new byte[length] } : file;

        Assert.Equal(tokens + 1, Embedded(file));
    }

    [Fact]
    public void Videos_CountByTheirSeconds()
    {
        Assert.Equal((60 * 300) + 1, Embedded(new MediaContent { Kind = MediaKind.Video, Url = "https://a.example/a.mp4" }));
        Assert.Equal((10 * 300) + 1, Embedded(new MediaContent { Kind = MediaKind.Video, Bytes = new byte[625_000] }));
    }

    private static double Seconds(MediaContent audio) =>
        new TranscriptionRequest { Model = ModelSelector.OfAlias("a"), Audio = audio }.EstimateUsage(null).AudioSeconds!.Value;

    private static long Embedded(MediaContent medium) =>
        Given.Embedding("""{"image_url":"https://a.example/a.png"}""").WithMedia([medium]).EstimatePromptTokens();
}
