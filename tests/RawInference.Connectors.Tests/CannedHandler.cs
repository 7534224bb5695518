using System.Net;
using System.Text;

namespace RawInference.Connectors.Tests;

/// <summary>Answers every request alike and remembers the last one.</summary>
internal sealed class CannedHandler(string body, HttpStatusCode status = HttpStatusCode.OK, string mediaType = "application/json") : HttpMessageHandler
{
    public List<(string Name, string Value)> ResponseHeaders { get; } = [];

    /// <summary>Answered instead of the text.</summary>
    public HttpContent? Content { get; init; }

    public Uri? Uri { get; private set; }

    public string Body { get; private set; } = "";

    public Dictionary<string, string> Headers { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri = request.RequestUri;
        Body = await request.Content!.ReadAsStringAsync(cancellationToken);
        foreach (var header in request.Headers)
        {
            Headers[header.Key] = string.Join(",", header.Value);
        }

        var response = new HttpResponseMessage(status) { Content = Content ?? new StringContent(body, Encoding.UTF8, mediaType) };
        ResponseHeaders.ForEach(header => response.Headers.TryAddWithoutValidation(header.Name, header.Value));
        return response;
    }
}
