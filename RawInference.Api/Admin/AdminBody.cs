using System.Text.Json;
using Microsoft.Net.Http.Headers;
using RawInference.Api.Hosting;

namespace RawInference.Api.Admin;

/// <summary>Reads the body of an admin call: a small JSON object.</summary>
internal static class AdminBody
{
    private const int MaxBytes = 64 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static async ValueTask<JsonElement> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge(MaxBytes);
        }

        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding is not ["identity"])
        {
            throw new InferenceException(InferenceErrorCode.MediaUnsupported, "The body must be sent as it is, without a Content-Encoding.");
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MatchesMediaType("application/json"))
        {
            throw new InferenceException(InferenceErrorCode.MediaUnsupported, "The body must be application/json.");
        }

        using var timeout = new CancellationTokenSource(Timeout, http.RequestServices.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, http.RequestAborted);
        try
        {
            return JsonInput.Parse(await BodyBytes.ReadAsync(request.BodyReader, MaxBytes, TooLarge, either.Token));
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw JsonInput.Invalid($"The body did not arrive within {Timeout.TotalSeconds} s.", exception);
        }
    }

    /// <summary>The same, for calls that need no body: without one, an empty object.</summary>
    public static async ValueTask<JsonElement> ReadOptionalAsync(HttpContext http) =>
        http.Request is { ContentLength: null or 0, ContentType: null } ? JsonInput.Parse("{}"u8.ToArray()) : await ReadAsync(http);

    private static InferenceException TooLarge(int max) => new(InferenceErrorCode.PayloadTooLarge, $"The body is larger than {max} bytes.");
}
