using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.SemanticKernel;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>What the exceptions of Semantic Kernel's services and of the SDKs beneath them mean.</summary>
internal sealed partial class KernelErrors(string provider, KernelProviderOptions options, TimeProvider time)
{
    private readonly UpstreamAccount _account = new(provider, options.Secret, Classify);

    /// <summary>The outermost exception that says something; null where none does.</summary>
    public InferenceException? Find(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause is AggregateException { InnerExceptions: [.., var last] } ? last : cause.InnerException)
        {
            if (Read(cause) is { } known)
            {
                return known;
            }
        }

        return null;
    }

    public InferenceException Of(ProviderError error, string? requestId = null, TimeSpan? retryAfter = null) =>
        (error with { Message = error.Message is { } said ? KeyLike.Replace(said, "***") : null }).ToException(_account, requestId, retryAfter);

    private InferenceException? Read(Exception exception) => exception switch
    {
        InferenceException own => own,
        _ when options.ErrorCode?.Invoke(exception) is { } code => Failure(code, $"failed ({exception.GetType().Name})", exception),
        ClientResultException refused when refused.GetRawResponse() is { } response => Refusal(response, exception),
        // What is beneath knows the headers as well.
        HttpOperationException { InnerException: ClientResultException } => null,
        HttpOperationException { StatusCode: { } status } refused =>
            Of(ProviderError.Read((int)status, Encoding.UTF8.GetBytes(refused.ResponseContent ?? ""))),
        HttpRequestException { StatusCode: { } status } => Of(new ProviderError { Status = (int)status }),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        } => new InferenceException(InferenceErrorCode.ProviderUnreachable, $"{provider} cannot be reached.", exception),
        HttpRequestException { InnerException: null } => Failure(InferenceErrorCode.ProviderFailed, "closed the connection without an answer", exception),
        IOException => Failure(InferenceErrorCode.StreamCut, "broke off in its answer", exception),
        JsonException => Failure(InferenceErrorCode.ProviderInvalidAnswer, "gave an answer that does not speak its dialect", exception),
        TimeoutException or OperationCanceledException => Failure(InferenceErrorCode.ProviderTimeout, "did not answer in time", exception),
        NotSupportedException => Failure(InferenceErrorCode.ProviderRefused, "has a service that cannot carry something in this request", exception),
        _ => StatusOf(exception) is { } status ? Of(ProviderError.Read(status, Encoding.UTF8.GetBytes(BodyOf(exception) ?? ""))) : null,
    };

    private InferenceException Failure(InferenceErrorCode code, string what, Exception exception) => new(code, $"{provider} {what}.", exception);

    private InferenceException? Refusal(PipelineResponse response, Exception exception)
    {
        if (!response.IsError)
        {
            return Failure(InferenceErrorCode.ProviderInvalidAnswer, "gave an answer that does not speak its dialect", exception);
        }

        using var headers = new HttpResponseMessage();
        foreach (var (name, value) in response.Headers)
        {
            headers.Headers.TryAddWithoutValidation(name, value);
        }

        return Of(
            ProviderError.Read(response.Status, response.Content.ToMemory()),
            ResponseFacts.RequestIdOf(headers.Headers),
            ResponseFacts.RetryAfterOf(headers.Headers, time.GetUtcNow()));
    }

    /// <summary>The HTTP status that SDKs of other makes have on their exceptions, as a number or an enumeration.</summary>
    private static int? StatusOf(Exception exception) => (ServiceFacts.Member(exception, "StatusCode") ?? ServiceFacts.Member(exception, "Status")) switch
    {
        null => null,
        var value when value is int or Enum && Convert.ToInt32(value, CultureInfo.InvariantCulture) is >= 400 and < 600 and var status => status,
        _ => null,
    };

    private static string? BodyOf(Exception exception) => (ServiceFacts.Member(exception, "ResponseBody") ?? ServiceFacts.Member(exception, "ResponseContent")) as string;

    /// <summary>The words that providers share.</summary>
    private static InferenceErrorCode? Classify(ProviderError error) => (error.Code ?? error.Type) switch
    {
        "context_length_exceeded" => InferenceErrorCode.ProviderContextLength,
        "content_policy_violation" or "content_filter" => InferenceErrorCode.ProviderContentPolicy,
        "model_not_found" => InferenceErrorCode.ProviderModelNotFound,
        "insufficient_quota" or "invalid_api_key" => InferenceErrorCode.ProviderAccount,
        "rate_limit_exceeded" => InferenceErrorCode.ProviderRateLimited,
        _ => null,
    };

    /// <summary>What looks like a key: the service's own is seldom known here.</summary>
    [GeneratedRegex(@"\b(?:sk|pk|rk|gsk|xai|hf|r8|key|nvapi|pplx)[-_][\w-]{8,}|\bAIza[\w-]{20,}|(?<=\bBearer )\S+", RegexOptions.IgnoreCase)]
    private static partial Regex KeyLike { get; }
}
