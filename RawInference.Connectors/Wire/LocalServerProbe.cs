namespace RawInference.Connectors.Wire;

/// <summary>Finds out whether a server answers at all.</summary>
public sealed class LocalServerProbe(UpstreamClient upstream, TimeProvider time)
{
    /// <summary>Whether a GET succeeds within a time; a refusal, a silence and a closed port are all a no.</summary>
    public async Task<bool> AnswersAsync(Uri url, TimeSpan within, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        try
        {
            using var answer = await upstream.SendAsync(request, new UpstreamAccount(url.Host, null, _ => null), either.Token);
            return true;
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
