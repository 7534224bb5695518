using System.Text.Json;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google;

/// <summary>Asks one model for something other than a chat (<c>:generateContent</c>).</summary>
internal sealed class GenerationClient(UpstreamClient upstream, GoogleServer server)
{
    public GoogleServer Server => server;

    /// <param name="body">The request.</param>
    /// <param name="call">What its caller set besides.</param>
    /// <param name="read">Makes the result of a complete generation and, where the caller wants it, of the answer as it came.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<T> AskAsync<T>(HttpContent body, CallSettings call, Func<Generation, JsonElement?, T> read, CancellationToken cancellationToken)
    {
        using var request = server.CreateRequest("generateContent", body);
        using var answer = await upstream.SendAsync(request, server.Account, cancellationToken);
        using var bytes = await answer.ReadWholeAsync(upstream.Options.MaxAnswerBytes);
        using var json = answer.Parse(bytes.Memory);
        return answer.Read(json.RootElement, root => read(Generation.Read(root, server.Account, call.OnWarning), call.IncludeRaw ? root.Clone() : null));
    }
}
