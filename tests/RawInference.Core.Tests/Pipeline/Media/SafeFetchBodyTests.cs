using RawInference.Core.Pipeline.Media;
using RawInference.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class SafeFetchBodyTests
{
    private const string Url = "http://media.example/";

    [Theory]
    [InlineData(MediaKind.Image)]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    [InlineData(MediaKind.File)]
    public async Task EndlessBody_IsCutAtTheKindsLimit(MediaKind kind)
    {
        var sent = 0L;
        await using var server = MediaServer.Start(async (_, stream, cancellationToken) =>
        {
            await MediaServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n", [], cancellationToken);
            var chunk = new byte[64 << 10];
            while (true)
            {
                await stream.WriteAsync(chunk, cancellationToken);
                sent += chunk.Length;
            }
        });
        using var net = new FetchHarness(options => (options.MaxImageBytes, options.MaxAudioBytes, options.MaxVideoBytes, options.MaxFileBytes) = (200_000, 300_000, 400_000, 500_000))
            .Serve("media.example", server);
        var allowance = new MediaAllowance(net.Options);

        var exception = await Assert.ThrowsAsync<InferenceException>(() => net.GetAsync(Url, kind, allowance: allowance));

        Assert.Equal(InferenceErrorCode.MediaTooLarge, exception.Code);
        Assert.Equal("inputs.image_url", Assert.Single(exception.Problems).Path);
        Assert.Contains($"{net.Options.MaxBytes(kind)} bytes", exception.Message, StringComparison.Ordinal);
        Assert.True(sent < 32 << 20, "what the server could send is what the sockets' buffers hold");
    }

    [Fact]
    public async Task BodyOfExactlyTheLimit_IsFetched()
    {
        await using var server = MediaServer.Ok(new byte[100_000]);
        await using var larger = MediaServer.Start("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n", Chunked(new byte[100_001]));
        using var net = new FetchHarness(options => options.MaxImageBytes = 100_000).Serve("media.example", server).Serve("larger.example", larger, "1.0.0.1");

        Assert.Equal(100_000, (await net.GetAsync(Url)).Bytes.Length);
        Assert.Equal(InferenceErrorCode.MediaTooLarge, (await net.FailAsync("http://larger.example/")).Code);
    }

    [Fact]
    public async Task DeclaredLengthOverTheLimit_IsRefusedUnread()
    {
        await using var server = MediaServer.Start("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n", []);
        using var net = new FetchHarness().Serve("media.example", server);

        Assert.Equal(InferenceErrorCode.MediaTooLarge, (await net.FailAsync(Url)).Code);
    }

    [Fact]
    public async Task BodyShorterThanDeclared_IsNotTakenAsWhole()
    {
        await using var server = MediaServer.Start(async (_, stream, cancellationToken) =>
        {
            await MediaServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n", new byte[10], cancellationToken);
            throw new IOException("closes");
        });
        using var net = new FetchHarness().Serve("media.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync(Url)).Code);
    }

    [Fact]
    public async Task ChunkedBodyCutShort_IsNotTakenAsWhole()
    {
        await using var server = MediaServer.Start(async (_, stream, cancellationToken) =>
        {
            await MediaServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", "5\r\nhello\r\n"u8.ToArray(), cancellationToken);
            throw new IOException("closes");
        });
        using var net = new FetchHarness().Serve("media.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync(Url)).Code);
    }

    [Fact]
    public async Task LengthBesideChunks_IsNotBelieved()
    {
        await using var server = MediaServer.Start("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 99999999999\r\nTransfer-Encoding: chunked\r\n", Chunked("hello"u8.ToArray()));
        using var net = new FetchHarness().Serve("media.example", server);

        Assert.Equal("hello"u8.ToArray(), (await net.GetAsync(Url)).Bytes.ToArray());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public async Task EncodedBody_IsRefused(string encoding)
    {
        await using var server = MediaServer.Start($"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Encoding: {encoding}\r\n", "content"u8.ToArray());
        using var net = new FetchHarness().Serve("media.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync(Url)).Code);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(300)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task AnyStatusButOk_IsRefused(int status)
    {
        await using var server = MediaServer.Start($"HTTP/1.1 {status} Status\r\nContent-Length: 0\r\nLocation: /a\r\n", []);
        using var net = new FetchHarness().Serve("media.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync(Url)).Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task EndlessHeaders_AreRefused()
    {
        await using var server = MediaServer.Start(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            while (true)
            {
                await stream.WriteAsync("X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"u8.ToArray(), cancellationToken);
            }
        });
        using var net = new FetchHarness().Serve("media.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync(Url)).Code);
    }

    [Fact]
    public async Task MediaTogetherOverTheTotal_AreRefused()
    {
        await using var server = MediaServer.Ok(new byte[60_000]);
        using var net = new FetchHarness(options => options.MaxTotalBytes = 100_000).Serve("media.example", server);
        var allowance = new MediaAllowance(net.Options);

        await net.GetAsync(Url, allowance: allowance);
        var exception = await Assert.ThrowsAsync<InferenceException>(() => net.GetAsync(Url, allowance: allowance));

        Assert.Equal(InferenceErrorCode.MediaTooLarge, exception.Code);
        Assert.Contains("together", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 20_000_000, 64 << 10)]
    [InlineData(64 << 10, 20_000_000, 512 << 10)]
    [InlineData(4 << 20, 20_000_000, 20_000_001)]
    [InlineData(0, 100, 101)]
    [InlineData(100, 100, 101)]
    [InlineData(101, 100, 64 << 10)]
    [InlineData(0, null, 64 << 10)]
    [InlineData(64 << 10, null, 128 << 10)]
    [InlineData(16 << 20, null, (20 << 20) + 1)]
    public void Buffer_IsNeverFarAheadOfWhatHasCome(int length, int? declared, int expected) =>
        Assert.Equal(expected, BodyReader.NextSize(length, declared, 20 << 20));

    [Fact]
    public async Task LargeBody_ComesThroughUnchanged()
    {
        var body = new byte[3_000_000];
        new Random(7).NextBytes(body);
        await using var server = MediaServer.Ok(body);
        await using var chunked = MediaServer.Start("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n", Chunked(body));
        using var net = new FetchHarness().Serve("media.example", server).Serve("chunked.example", chunked, "1.0.0.1");

        Assert.Equal(body, (await net.GetAsync(Url)).Bytes.ToArray());
        Assert.Equal(body, (await net.GetAsync("http://chunked.example/")).Bytes.ToArray());
    }

    private static byte[] Chunked(byte[] body) =>
        [.. System.Text.Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
}
