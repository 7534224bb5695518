using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using RawInference.Api.Hosting;

namespace RawInference.Api.Inference;

/// <summary>Reads a call's body: JSON, or multipart with the JSON as one part. Bounded in size and time.</summary>
internal sealed class BodyReader(IOptions<InferenceApiOptions> options, TimeProvider time)
{
    public async ValueTask<RequestBody> ReadAsync(HttpContext http)
    {
        var max = options.Value.MaxBodyBytes;
        if (http.Request.ContentLength > max)
        {
            throw TooLarge(max);
        }

        if (http.Request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding is not ["identity"])
        {
            throw new InferenceException(InferenceErrorCode.MediaUnsupported, "The body must be sent as it is, without a Content-Encoding.");
        }

        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type))
        {
            throw Unsupported();
        }

        using var timeout = new CancellationTokenSource(options.Value.BodyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, http.RequestAborted);
        try
        {
            return type.MediaType.Value switch
            {
                { } media when media.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) =>
                    await MultipartBody.ReadAsync(http.Request, type, max, either.Token),
                { } media when IsJson(media) =>
                    new RequestBody(JsonInput.Parse(await BodyBytes.ReadAsync(http.Request.BodyReader, max, TooLarge, either.Token)), []),
                _ => throw Unsupported(),
            };
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
        {
            throw JsonInput.Invalid("The body is malformed or ends too early.", exception);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw JsonInput.Invalid($"The body did not arrive within {options.Value.BodyTimeout.TotalSeconds} s.", exception);
        }
    }

    public static InferenceException TooLarge(int max) =>
        new(InferenceErrorCode.PayloadTooLarge, $"The body is larger than {max} bytes; send media as URLs, or ask the operator to raise RawInference:Api:MaxBodyBytes.");

    private static bool IsJson(string media) =>
        media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private static InferenceException Unsupported() =>
        new(InferenceErrorCode.MediaUnsupported, "The body must be application/json, or multipart/form-data with the JSON as one part.");
}
