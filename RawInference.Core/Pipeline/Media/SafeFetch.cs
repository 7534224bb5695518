using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>
/// Fetches what callers' URLs name, and nothing that is private. Whatever goes wrong on the way looks the same to the caller;
/// neither messages nor logs hold the URL, which may be presigned.
/// </summary>
internal sealed partial class SafeFetch(
    HttpMessageHandler handler,
    MediaUrlPolicy policy,
    AddressGuard guard,
    IOptions<MediaOptions> options,
    TimeProvider time,
    ILogger<SafeFetch>? logger = null) : IDisposable
{
    private const int MaxRedirects = 3;

    private readonly HttpMessageInvoker _client = new(handler);
    private readonly FetchSlots _tenants = new(options.Value.MaxFetchesPerNamespace);
    private readonly FetchSlots _hosts = new(options.Value.MaxFetchesPerHost);
    private readonly ILogger _logger = logger ?? NullLogger<SafeFetch>.Instance;

    /// <summary>Tenants and hosts for which something is under way.</summary>
    public int Active => _tenants.Count + _hosts.Count;

    /// <summary>Fetches a URL that the policy has accepted, for an organization's namespace.</summary>
    /// <exception cref="InferenceException">It cannot be fetched, or is too large.</exception>
    public async ValueTask<FetchedMedia> FetchAsync(
        Uri url, MediaContent media, string tenant, MediaAllowance allowance, CancellationToken cancellationToken)
    {
        using var deadline = new FetchDeadline(options.Value, time, cancellationToken);
        try
        {
            using var slot = await EnterAsync(_tenants, tenant, deadline, cancellationToken);
            return await FollowAsync(url, media, allowance, deadline, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Unavailable(media, exception);
        }
    }

    /// <summary>Only looks where a URL leads that someone else will fetch.</summary>
    /// <exception cref="InferenceException">It leads to nowhere, or not to a public address.</exception>
    public async ValueTask CheckAsync(Uri url, MediaContent media, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await guard.VetAsync(url, either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or FetchRefusedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Unavailable(media, exception);
        }
    }

    /// <summary>The refusal of a URL at which nothing was looked.</summary>
    public InferenceException Refuse(MediaContent media) => Unavailable(media, new FetchRefusedException(FetchFailure.UrlRefused));

    public void Dispose() => _client.Dispose();

    private async ValueTask<FetchedMedia> FollowAsync(
        Uri url, MediaContent media, MediaAllowance allowance, FetchDeadline deadline, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var slot = await EnterAsync(_hosts, url.IdnHost, deadline, cancellationToken);
            using var request = RequestFor(url);
            deadline.Progress();
            using var response = await _client.SendAsync(request, deadline.Token);
            deadline.Progress();
            if (!IsRedirect(response.StatusCode))
            {
                return await ReadAsync(response, media, allowance, deadline);
            }

            if (redirects == MaxRedirects)
            {
                throw new FetchRefusedException(FetchFailure.TooManyRedirects);
            }

            url = Next(url, response.Headers.Location);
            deadline.Pause();
        }
    }

    /// <summary>The same few headers on every hop: nothing of the caller's, and nothing of an earlier hop's.</summary>
    private static HttpRequestMessage RequestFor(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url) { VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("Accept", "*/*");
        request.Headers.Add("Accept-Encoding", "identity");
        request.Headers.Add("User-Agent", "RawInference");
        return request;
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private Uri Next(Uri from, Uri? location)
    {
        if (location is null
            || !Uri.TryCreate(from, location, out var target)
            || policy.Accept(target.AbsoluteUri) is not { } url
            || (from.Scheme == Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new FetchRefusedException(FetchFailure.RedirectRefused);
        }

        return url;
    }

    private static async ValueTask<FetchedMedia> ReadAsync(
        HttpResponseMessage response, MediaContent media, MediaAllowance allowance, FetchDeadline deadline)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new FetchRefusedException(FetchFailure.StatusNotOk);
        }

        var headers = response.Content.Headers;
        if (headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FetchRefusedException(FetchFailure.Encoded);
        }

        // Beside chunks, a length is nothing but a claim.
        var length = response.Headers.TransferEncodingChunked == true ? null : headers.ContentLength;
        allowance.Check(media, length ?? 0);
        await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
        var bytes = await BodyReader.ReadAsync(body, length, media, allowance, deadline);
        return new FetchedMedia(bytes, MediaTypes.Normalize(headers.ContentType?.MediaType));
    }

    private static async ValueTask<IDisposable> EnterAsync(
        FetchSlots slots, string key, FetchDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await slots.EnterAsync(key, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was asked of the server: the crowd is ours.
            throw MediaErrors.Overloaded();
        }
    }

    private InferenceException Unavailable(MediaContent media, Exception exception)
    {
        LogUnavailable(_logger, media.Path, exception switch
        {
            FetchRefusedException refused => refused.Failure,
            { InnerException: FetchRefusedException refused } => refused.Failure,
            OperationCanceledException => FetchFailure.TimedOut,
            _ => FetchFailure.TransferFailed,
        });

        // The exception itself stays here: it may name the host.
        return MediaErrors.Unavailable(media);
    }

    [LoggerMessage(LogLevel.Debug, "The medium at {Path} cannot be fetched: {Failure}")]
    private static partial void LogUnavailable(ILogger logger, string path, FetchFailure failure);
}
