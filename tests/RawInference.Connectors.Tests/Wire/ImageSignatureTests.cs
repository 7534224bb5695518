using System.Text;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Tests.Wire;

public class ImageSignatureTests
{
    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n....", "image/png")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "image/jpeg")]
    [InlineData("RIFF....WEBPVP8 ", "image/webp")]
    [InlineData("GIF89a..", "image/gif")]
    [InlineData("RIFF....WAVE", null)]
    [InlineData("<svg", null)]
    [InlineData("\u0089PNG", null)]
    [InlineData("", null)]
    public void FirstBytes_TellTheType(string bytes, string? expected) => Assert.Equal(expected, ImageSignature.TypeOf(Encoding.Latin1.GetBytes(bytes)));
}
