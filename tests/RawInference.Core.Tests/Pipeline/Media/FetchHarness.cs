using System.Net.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Pipeline.Media;
using RawInference.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

/// <summary>The real client on a net of a test's own: names, addresses and servers are what the test says, and so is the time.</summary>
internal sealed class FetchHarness : IDisposable
{
    public const string Address = "93.184.216.34";

    public FetchHarness(Action<MediaOptions>? configure = null, bool trustEveryone = false, ILogger<SafeFetch>? logger = null)
    {
        configure?.Invoke(Options);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Policy = new MediaUrlPolicy(options);
        Guard = new AddressGuard(Policy, Resolver, Dialer);
        Handler = FetchHandler.Create(Guard, Options);
        if (trustEveryone)
        {
            Handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => errors is not SslPolicyErrors.RemoteCertificateNotAvailable;
        }

        Fetch = new SafeFetch(Handler, Policy, Guard, options, Time, logger);
    }

    public MediaOptions Options { get; } = new();

    public FakeResolver Resolver { get; } = new();

    public FakeDialer Dialer { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public MediaUrlPolicy Policy { get; }

    public AddressGuard Guard { get; }

    public SocketsHttpHandler Handler { get; }

    public SafeFetch Fetch { get; }

    /// <summary>Gives a server a name and a public address.</summary>
    public FetchHarness Serve(string host, MediaServer server, string address = Address)
    {
        Resolver.With(host, address);
        Dialer.Lead(address, server);
        return this;
    }

    /// <summary>What a caller sees of a URL: the way through the policy included.</summary>
    public async Task<FetchedMedia> GetAsync(
        string url, MediaKind kind = MediaKind.Image, string @namespace = "default", MediaAllowance? allowance = null, CancellationToken cancellationToken = default)
    {
        var media = new MediaContent { Kind = kind, Path = "inputs.image_url", Url = url };
        var accepted = Policy.Accept(url) ?? throw Fetch.Refuse(media);
        return await Fetch.FetchAsync(accepted, media, @namespace, allowance ?? new MediaAllowance(Options), cancellationToken);
    }

    public async Task<InferenceException> FailAsync(string url) => await Assert.ThrowsAsync<InferenceException>(() => GetAsync(url));

    public void Dispose() => Fetch.Dispose();
}
