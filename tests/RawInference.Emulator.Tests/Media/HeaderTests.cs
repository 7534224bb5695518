using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.Media;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("474946383961" + "0A00" + "0500" + "000000", "GIF", 10, 5)]
    [InlineData("52494646" + "1A000000" + "57454250" + "56503858" + "0A000000" + "00000000" + "7F0200" + "DF0100", "WebP", 640, 480)]
    [InlineData("52494646" + "1A000000" + "57454250" + "5650384C" + "0A000000" + "2F" + "0940" + "0100" + "0000000000", "WebP", 10, 6)]
    [InlineData("52494646" + "1A000000" + "57454250" + "56503820" + "0A000000" + "000000" + "9D012A" + "4001" + "F000", "WebP", 320, 240)]
    [InlineData("FFD8" + "FFE00004" + "0000" + "FFC4000400FF" + "FFC0" + "0011" + "08" + "0050" + "0078" + "03", "JPEG", 120, 80)]
    public void Image_IsMeasured(string hex, string format, int width, int height) =>
        Assert.Equal(new ImageHeader(format, width, height), ImageHeader.Read(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("")]
    [InlineData("FFD8")]
    [InlineData("424D0000")]
    [InlineData("89504E47")]
    [InlineData("FFD8FFE0FFFF00")]
    public void OtherBytes_AreNoImage(string hex) => Assert.Null(ImageHeader.Read(Convert.FromHexString(hex)));

    [Fact]
    public void Wave_IsMeasuredByItsSamples()
    {
        var tone = MediaLibrary.Files["tone.wav"].Bytes;

        Assert.Equal(new WaveHeader(16_000, 1.5), WaveHeader.Read(tone));
        Assert.Equal(0.5, WaveHeader.Read(tone.AsSpan(0, 44 + 16_000))!.Seconds);
        Assert.Null(WaveHeader.Read(tone.AsSpan(0, 40)));
    }
}
