using System.Buffers;

namespace RawInference.Api.Hosting;

/// <summary>Gives each request an id, the caller's own where it sends a fit one, and each response its <c>x-request-id</c>.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next)
{
    private const string Header = "X-Request-Id";
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");

    public Task InvokeAsync(HttpContext http)
    {
        var asked = http.Request.Headers[Header];
        http.TraceIdentifier = asked is [{ Length: > 0 and <= MaxLength } id] && !id.AsSpan().ContainsAnyExcept(Characters)
            ? id
            : $"req_{Guid.CreateVersion7():N}";
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Header] = http.TraceIdentifier;
            return Task.CompletedTask;
        });
        return next(http);
    }
}
