using System.Text.Json;

namespace RawInference.Connectors.Wire;

/// <summary>Finds out whether a model server answers.</summary>
public sealed class LocalServerProbe(UpstreamClient upstream, TimeProvider time)
{
    private const int MaxListBytes = 1024 * 1024;

    /// <summary>
    /// Whether a GET gives a list of models within a time. A refusal, a silence, a closed port and another kind of answer are all a no:
    /// the ports that model servers use are also those of everyone's web pages.
    /// </summary>
    public async Task<bool> AnswersAsync(Uri url, TimeSpan within, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        try
        {
            using var answer = await upstream.SendAsync(request, new UpstreamAccount(url.Host, null, _ => null), either.Token);
            using var body = await answer.ReadWholeAsync(MaxListBytes);
            using var json = answer.Parse(body.Memory);
            return json.RootElement.Member("data") is { ValueKind: JsonValueKind.Array };
        }
        catch (InferenceException)
        {
            return false;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
