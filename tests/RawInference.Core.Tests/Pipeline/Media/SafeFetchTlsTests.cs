namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class SafeFetchTlsTests
{
    [Fact]
    public async Task CertificateOfAnUnknownIssuer_IsRefused()
    {
        using var certificate = TestCertificates.SelfSigned();
        await using var server = MediaServer.Ok("content"u8.ToArray(), certificate);
        using var net = new FetchHarness().Serve("secure.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync("https://secure.example/")).Code);

        Assert.Equal(1, server.Connections);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task IssuerUrlInACertificate_IsNeverContacted()
    {
        await using var inside = MediaServer.Ok("certificate"u8.ToArray());
        using var certificate = TestCertificates.WithIssuerAt(inside.Origin + "/issuer.crt");
        await using var server = MediaServer.Ok("content"u8.ToArray(), certificate);
        using var net = new FetchHarness().Serve("secure.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync("https://secure.example/")).Code);

        Assert.Equal(1, server.Connections);
        Assert.Equal(0, inside.Connections);
    }
}
