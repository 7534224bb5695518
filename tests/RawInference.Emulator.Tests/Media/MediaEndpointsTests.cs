using System.Net;
using System.Text;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.Media;

public sealed class MediaEndpointsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Theory]
    [InlineData("lighthouse.png", "image/png", "89504E470D0A1A0A")]
    [InlineData("photo.jpg", "image/jpeg", "FFD8FF")]
    [InlineData("tone.wav", "audio/wav", "52494646")]
    [InlineData("document.pdf", "application/pdf", "255044462D")]
    public async Task File_IsServedWithItsTypeAndLength(string name, string type, string beginning)
    {
        using var response = await emulator.Http.GetAsync($"/media/{name}");
        using var head = await emulator.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/media/{name}"));
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith(beginning, Convert.ToHexString(bytes), StringComparison.Ordinal);
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);
        Assert.Equal(type, head.Content.Headers.ContentType?.ToString());
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Clip_IsAnMp4WithAFilmInIt()
    {
        var clip = await emulator.Http.GetByteArrayAsync("/media/clip.mp4");

        Assert.Equal("ftyp", Encoding.ASCII.GetString(clip, 4, 4));
        Assert.Contains("moov", Encoding.Latin1.GetString(clip), StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_IsAWholePng()
    {
        var png = MediaLibrary.Files["lighthouse.png"].Bytes;

        Assert.Equal(new ImageHeader("PNG", 96, 64), ImageHeader.Read(png));
        Assert.Equal("IEND", Encoding.ASCII.GetString(png, png.Length - 8, 4));
        Assert.Equal("AE426082", Convert.ToHexString(png[^4..]));
    }

    [Fact]
    public void Document_PointsAtItsOwnObjects()
    {
        var pdf = Encoding.ASCII.GetString(MediaLibrary.Files["document.pdf"].Bytes);
        var table = int.Parse(pdf.Split("startxref\n")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);

        Assert.StartsWith("xref", pdf[table..], StringComparison.Ordinal);
        var entries = pdf[table..].Split('\n')[3..8];
        Assert.All(entries.Select((entry, index) => (entry, index)), each => Assert.StartsWith(
            $"{each.index + 1} 0 obj",
            pdf[int.Parse(each.entry[..10], System.Globalization.CultureInfo.InvariantCulture)..],
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/media/redirect", "/media/lighthouse.png")]
    [InlineData("/media/redirect-to?url=http%3A%2F%2F169.254.169.254%2Flatest", "http://169.254.169.254/latest")]
    [InlineData("/media/redirect-to?url=file%3A%2F%2F%2Fetc%2Fpasswd", "file:///etc/passwd")]
    public async Task Redirect_LeadsThere(string path, string location)
    {
        using var response = await emulator.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/media/missing", HttpStatusCode.NotFound)]
    [InlineData("/media/redirect-to", HttpStatusCode.BadRequest)]
    [InlineData("/media/huge.png", HttpStatusCode.BadRequest)]
    public async Task WhatIsNotThere_IsSaid(string path, HttpStatusCode status)
    {
        using var response = await emulator.Http.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Slow_SendsAByteAndStalls()
    {
        using var response = await emulator.Http.GetAsync("/media/slow", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();

        Assert.Equal(1, await stream.ReadAsync(new byte[10]));
        var more = stream.ReadAsync(new byte[10]).AsTask();
        Assert.False(more.IsCompleted);
    }

    [Fact]
    public async Task Lying_HasNoLengthAndNoEnd()
    {
        using var response = await emulator.Http.GetAsync("/media/lying", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();

        Assert.Null(response.Content.Headers.ContentLength);
        await stream.ReadExactlyAsync(new byte[5_000_000]);
    }

    [Fact]
    public async Task Huge_IsAsLongAsAsked()
    {
        var bytes = await emulator.Http.GetByteArrayAsync("/media/huge.png?bytes=100000");

        Assert.Equal(100_033, bytes.Length);
        Assert.Equal(new ImageHeader("PNG", 96, 64), ImageHeader.Read(bytes));
    }
}
