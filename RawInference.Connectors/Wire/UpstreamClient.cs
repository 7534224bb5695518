using System.Diagnostics;
using System.Net;

namespace RawInference.Connectors.Wire;

/// <summary>The one HTTP client of all connectors. What fails is an <see cref="InferenceException"/>; what the caller cancels stays a cancellation.</summary>
public sealed class UpstreamClient : IDisposable
{
    private const int MaxErrorBytes = 256 * 1024;

    private readonly HttpMessageInvoker _http;

    public UpstreamClient(UpstreamOptions options, TimeProvider time)
        : this(UpstreamHandler.Create(options), options, time)
    {
    }

    /// <summary>Over a handler of the caller's own, which is disposed with this client.</summary>
    public UpstreamClient(HttpMessageHandler handler, UpstreamOptions options, TimeProvider time)
    {
        _http = new HttpMessageInvoker(handler);
        Handler = handler;
        Options = options;
        Time = time;
    }

    /// <summary>For what fetches an account's tokens: it goes the way that the calls go.</summary>
    internal HttpMessageHandler Handler { get; }

    internal UpstreamOptions Options { get; }

    internal TimeProvider Time { get; }

    public void Dispose() => _http.Dispose();

    /// <summary>An answer whose status is a success; its body has not been read yet.</summary>
    internal async Task<UpstreamAnswer> SendAsync(HttpRequestMessage request, UpstreamAccount account, CancellationToken cancellationToken)
    {
        Prepare(request);
        var deadline = new UpstreamDeadline(Options, Time, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            if (account.Credential is { } credential)
            {
                account = account with { Secret = await credential.ApplyAsync(request, deadline.Token) };
            }

            response = await _http.SendAsync(request, deadline.Token);
            var answer = new UpstreamAnswer(response, account, deadline, Time);
            if (response.StatusCode == HttpStatusCode.Unauthorized && account is { Credential: { } refused, Secret: { } secret })
            {
                refused.Refused(secret);
            }

            if (!response.IsSuccessStatusCode)
            {
                throw await RefusalAsync(answer);
            }

            return answer;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            var expired = deadline.Expired;
            deadline.Dispose();
            if (exception is InferenceException || cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            if (Translate(exception, account, expired) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    private static void Prepare(HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        request.Headers.TryAddWithoutValidation("User-Agent", "RawInference");
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
        {
            request.Headers.TryAddWithoutValidation("traceparent", id);
            if (activity.TraceStateString is { Length: > 0 } state)
            {
                request.Headers.TryAddWithoutValidation("tracestate", state);
            }
        }
    }

    private static async Task<InferenceException> RefusalAsync(UpstreamAnswer answer)
    {
        try
        {
            // A provider that streams its error page for ever must not keep the caller from learning the status.
            using var body = await answer.ReadStartAsync(MaxErrorBytes);
            return answer.ExceptionOf(ProviderError.Read(answer.Status, body.Memory));
        }
        catch (InferenceException)
        {
            // Nor one that breaks off or stalls in it: the status is the better half.
            return answer.ExceptionOf(new ProviderError { Status = answer.Status });
        }
    }

    private static InferenceException? Translate(Exception exception, UpstreamAccount account, bool expired) => exception switch
    {
        OperationCanceledException when expired => new InferenceException(
            InferenceErrorCode.ProviderTimeout, $"{account.Name} did not begin to answer in time.", exception),
        // The handler reports its own connect timeout as a cancellation that nobody asked for.
        OperationCanceledException => Unreachable(account, exception),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        } => Unreachable(account, exception),
        HttpRequestException or IOException => new InferenceException(
            InferenceErrorCode.ProviderFailed, $"{account.Name} closed the connection without an answer.", exception),
        _ => null,
    };

    private static InferenceException Unreachable(UpstreamAccount account, Exception exception) =>
        new(InferenceErrorCode.ProviderUnreachable, $"{account.Name} cannot be reached.", exception);
}
