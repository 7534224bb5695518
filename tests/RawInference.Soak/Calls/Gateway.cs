using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Soak.Calls;

/// <summary>A client of one server.</summary>
internal sealed class Gateway(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Who leaves closes the connection at once, and does not read the rest for the sake of the next call.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ResponseDrainTimeout = TimeSpan.Zero,
    })
    {
        BaseAddress = address,
        Timeout = Patience,
    };

    /// <summary>Never throws for what the server does: that is what is counted.</summary>
    public async Task<CallResult> InferAsync(InferenceCall call, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        leaving.CancelAfter(call.LeavesAfter ?? Patience);
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var request = Request(call);
            using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(leaving.Token);
            return Read(response, bytes, call.Stream) with { Elapsed = Stopwatch.GetElapsedTime(started) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallResult { Kind = call.LeavesAfter is null ? "no answer in 2 min" : "left", Elapsed = Stopwatch.GetElapsedTime(started) };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new CallResult { Kind = CallResult.Broken, Elapsed = Stopwatch.GetElapsedTime(started) };
        }
    }

    public static HttpRequestMessage Request(InferenceCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/inference") { Content = new StringContent(call.Body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Key);
        if (call.IdempotencyKey is { } key)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    /// <summary>The word of <c>/health</c>; null where it does not answer.</summary>
    public async Task<string?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Client.GetStringAsync("health", cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => Client.Dispose();

    private static CallResult Read(HttpResponseMessage response, byte[] bytes, bool stream)
    {
        var status = (int)response.StatusCode;
        var code = status.ToString(CultureInfo.InvariantCulture);
        var result = new CallResult
        {
            Status = status,
            Kind = code,
            Bytes = bytes,
            RetryAfter = response.Headers.RetryAfter?.Delta,
            Replayed = response.Headers.Contains("Idempotent-Replayed"),
        };
        if (!response.IsSuccessStatusCode)
        {
            return result with { Kind = $"{code} {ErrorOf(bytes, withMessage: status >= 500)}" };
        }

        return (stream ? EventData(bytes, "response") : Encoding.UTF8.GetString(bytes)) is { } body
            ? result with { Response = JsonNode.Parse(body)!.AsObject() }
            : result with { Kind = EventData(bytes, "error") is null ? $"{code} without an end" : $"{code} with an error at its end" };
    }

    private static string? EventData(byte[] bytes, string name)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var at = Array.FindIndex(lines, line => line.TrimEnd() == $"event: {name}");
        return at >= 0 && at + 1 < lines.Length && lines[at + 1].StartsWith("data: ", StringComparison.Ordinal) ? lines[at + 1][6..] : null;
    }

    private static string? ErrorOf(byte[] bytes, bool withMessage)
    {
        try
        {
            var error = JsonNode.Parse(bytes)?["error"];
            return withMessage ? $"{(string?)error?["type"]}: {(string?)error?["message"]}" : (string?)error?["type"];
        }
        catch (JsonException)
        {
            return "without JSON";
        }
    }
}
