using System.Net;
using System.Net.Http.Headers;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>Asks a token server; its refusals are the connectors' own errors.</summary>
internal sealed class TokenHandler(UpstreamClient upstream, UpstreamAccount account) : HttpMessageHandler
{
    private const int MaxAnswerBytes = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var answer = await upstream.SendAsync(request, account, cancellationToken);
        using var body = await answer.ReadWholeAsync(MaxAnswerBytes);
        answer.Parse(body.Memory).Dispose();
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(body.Memory.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
    }
}
