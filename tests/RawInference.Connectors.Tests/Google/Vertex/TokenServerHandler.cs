using System.Net;
using System.Text;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>Google as far as a call with a token sees it: the token server hands out <c>token-1</c>, <c>token-2</c>, …; all else answers alike.</summary>
internal sealed class TokenServerHandler(string answer) : HttpMessageHandler
{
    public const string TokenHost = "tokens.test";

    public int Tokens => _tokens;

    /// <summary>What the token server says instead.</summary>
    public Func<(HttpStatusCode Status, string Body)>? TokenAnswer { get; set; }

    /// <summary>A token that is no longer accepted.</summary>
    public string? Revoked { get; set; }

    /// <summary>Opened by a test that wants the token server to take its time.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public string TokenBody { get; private set; } = "";

    public List<(Uri Uri, string? Authorization, string? QuotaProject, string Body)> Calls { get; } = [];

    private int _tokens;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (request.RequestUri!.Host == TokenHost)
        {
            TokenBody = body;
            var number = Interlocked.Increment(ref _tokens);
            await Gate.WaitAsync(cancellationToken);
            var (status, said) = TokenAnswer?.Invoke() ?? (HttpStatusCode.OK, $$"""{"access_token":"token-{{number}}","expires_in":3600,"token_type":"Bearer"}""");
            return Answer(status, said);
        }

        lock (Calls)
        {
            Calls.Add((
                request.RequestUri,
                request.Headers.Authorization?.ToString(),
                request.Headers.TryGetValues("x-goog-user-project", out var projects) ? string.Join(",", projects) : null,
                body));
        }

        return Revoked is { } revoked && request.Headers.Authorization?.Parameter == revoked
            ? Answer(HttpStatusCode.Unauthorized, """{"error":{"code":401,"message":"Invalid credentials.","status":"UNAUTHENTICATED"}}""")
            : Answer(HttpStatusCode.OK, answer);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
