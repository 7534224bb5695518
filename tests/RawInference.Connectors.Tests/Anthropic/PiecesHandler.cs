using System.Net;
using System.Net.Http.Headers;

namespace RawInference.Connectors.Tests.Anthropic;

/// <summary>Answers with a stream whose bytes come one at a time.</summary>
internal sealed class PiecesHandler(byte[] body) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new Pieces(body)) { Headers = { ContentType = new MediaTypeHeaderValue("text/event-stream") } },
        });

    private sealed class Pieces(byte[] body) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
