namespace RawInference.Connectors.Google.Vertex;

/// <summary>Keeps a token until shortly before it expires. One refresh at a time, which no single caller's leaving cancels.</summary>
internal sealed class AccessTokenCache(TimeProvider time, Func<CancellationToken, Task<AccessToken>> fetch)
{
    /// <summary>Google's token servers hand out a new token no earlier than about this long before the old one's end.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan LeastLeft = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RefreshTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private AccessToken? _token;
    private Task<AccessToken>? _refresh;

    /// <exception cref="InferenceException">There is no token to be had.</exception>
    public async ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        AccessToken? old;
        Task<AccessToken> refresh;
        lock (_lock)
        {
            old = _token;
            if (old is not null && Lasts(old, Margin))
            {
                return old;
            }

            // On another thread: it must not complete while the lock is held.
            refresh = _refresh ??= Task.Run(RefreshAsync, CancellationToken.None);
        }

        try
        {
            return await refresh.WaitAsync(cancellationToken);
        }
        catch (InferenceException) when (old is not null && Lasts(old, LeastLeft))
        {
            // The token server has minutes left to come back.
            return old;
        }
    }

    /// <summary>Forgets a token that was revoked before its end.</summary>
    public void Drop(string value)
    {
        lock (_lock)
        {
            if (_token?.Value == value)
            {
                _token = null;
            }
        }
    }

    private bool Lasts(AccessToken token, TimeSpan span) => token.ExpiresAt - time.GetUtcNow() > span;

    private async Task<AccessToken> RefreshAsync()
    {
        using var timeout = new CancellationTokenSource(RefreshTimeout, time);
        try
        {
            var token = await fetch(timeout.Token);
            lock (_lock)
            {
                _token = token;
            }

            return token;
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw new InferenceException(InferenceErrorCode.ProviderTimeout, "The token server did not answer in time.", exception);
        }
        finally
        {
            lock (_lock)
            {
                _refresh = null;
            }
        }
    }
}
