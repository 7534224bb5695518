using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Api.Errors;

/// <summary>An error as <c>application/problem+json</c> (RFC 9457) that also carries the published envelope.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    /// <summary>Writes an object.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="exception">What happened.</param>
    /// <param name="instance">The path that was called.</param>
    /// <param name="requestId">As in <c>x-request-id</c>.</param>
    /// <param name="mapping">How it is told; null for the table's way.</param>
    public static void Write(Utf8JsonWriter writer, InferenceException exception, string instance, string requestId, ErrorMapping? mapping = null)
    {
        mapping ??= ErrorMapping.Of(exception.Code);
        writer.WriteStartObject();
        writer.WriteString("type", $"urn:rawinference:error:{InferenceErrors.NameOf(exception.Code)}");
        writer.WriteString("title", mapping.Title);
        writer.WriteNumber("status", mapping.Status);
        writer.WriteString("detail", exception.Message);
        writer.WriteString("instance", instance);
        writer.WriteBoolean("success", false);
        writer.WriteStartObject("error");
        writer.WriteString("type", mapping.Type);
        writer.WriteString("message", exception.Message);
        WriteDetails(writer, exception, requestId);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, InferenceException exception, string requestId)
    {
        writer.WriteStartObject("details");
        writer.WriteString("code", InferenceErrors.NameOf(exception.Code));
        writer.WriteString("origin", JsonNamingPolicy.SnakeCaseLower.ConvertName(exception.Origin.ToString()));
        writer.WriteString("request_id", requestId);
        writer.WriteBoolean("retryable", exception.Retryable);
        if (exception.ProviderStatus is { } status)
        {
            writer.WriteNumber("provider_status", status);
        }

        WriteText(writer, "provider_code", exception.ProviderCode);
        WriteText(writer, "provider_request_id", exception.ProviderRequestId);
        if (exception.RetryAfter is { } wait)
        {
            writer.WriteNumber("retry_after_ms", (long)Math.Ceiling(wait.TotalMilliseconds));
        }

        if (exception.Problems.Count > 0)
        {
            WriteProblems(writer, exception.Problems);
        }

        ResponseContract.WriteAttempts(writer, exception.Facts.Attempts);
        writer.WriteEndObject();
    }

    private static void WriteProblems(Utf8JsonWriter writer, IReadOnlyList<InferenceProblem> problems)
    {
        writer.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteString("path", problem.Path);
            writer.WriteString("message", problem.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
