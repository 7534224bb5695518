using System.Globalization;
using System.Text.Json;
using RawInference.Api.Hosting;

namespace RawInference.Api.Errors;

/// <summary>Answers a request with an error.</summary>
internal static class ProblemResults
{
    /// <summary>The wait that is named where a 429 must name one and nobody said how long.</summary>
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(1);

    public static async Task WriteAsync(HttpContext http, InferenceException exception, ErrorMapping? mapping = null)
    {
        var response = http.Response;
        mapping ??= ErrorMapping.Of(exception.Code);
        response.StatusCode = mapping.Status;
        response.ContentType = ProblemWriter.ContentType;
        LimitHeaders.Write(http, exception.Facts);
        if (RetryAfter(exception, mapping.Status) is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await using (var writer = new Utf8JsonWriter(response.BodyWriter, JsonOutput.Options))
        {
            ProblemWriter.Write(writer, exception, http.Request.Path, http.TraceIdentifier, mapping);
        }

        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Whole seconds, at least one; always on 429, elsewhere where a wait is known.</summary>
    private static long? RetryAfter(InferenceException exception, int status)
    {
        TimeSpan? least = status == StatusCodes.Status429TooManyRequests ? UnknownWait : null;
        return (exception.RetryAfter ?? least) is { } wait ? Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)) : null;
    }
}
