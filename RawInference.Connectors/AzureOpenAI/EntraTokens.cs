using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Identity;

namespace RawInference.Connectors.AzureOpenAI;

/// <summary>The token of the process's identity, fetched once and again before it expires; not every credential keeps its own.</summary>
internal sealed class EntraTokens(Func<TokenCredential> create, TimeProvider time)
{
    private static readonly TokenRequestContext Scope = new(["https://cognitiveservices.azure.com/.default"]);

    /// <summary>How long before its end a token is exchanged, where it does not say so itself.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>How long a token that could not be exchanged is used before the next try.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>It goes on its way, and must not end there.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Lazy<TokenCredential> _credential = new(create);
    private Held? _held;
    private Task<Held>? _fetch;

    /// <exception cref="AuthenticationFailedException">There is no identity, or it gets no token.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        var held = _held;
        if (!IsFresh(held))
        {
            // One fetch for all who wait, which does not end because one of them leaves.
            held = await Fetch().WaitAsync(cancellationToken);
        }

        return held.Token;
    }

    private bool IsFresh([NotNullWhen(true)] Held? held) => held is not null && time.GetUtcNow() < held.ExchangeAt;

    private Task<Held> Fetch()
    {
        lock (_lock)
        {
            return IsFresh(_held) ? Task.FromResult(_held)
                : _fetch is { IsCompleted: false } running ? running
                : _fetch = Task.Run(FetchAsync);
        }
    }

    private async Task<Held> FetchAsync()
    {
        var held = _held;
        try
        {
            var token = await _credential.Value.GetTokenAsync(Scope, CancellationToken.None);
            return _held = new Held(token.Token, token.RefreshOn ?? token.ExpiresOn - Early, token.ExpiresOn);
        }
        catch (Exception exception) when (exception is (AuthenticationFailedException or RequestFailedException) && IsValid(held))
        {
            // What is held is still good; should this go on until its end, the caller will hear of it.
            var next = time.GetUtcNow() + Patience;
            return _held = held! with { ExchangeAt = next < held.ExpiresAt - Margin ? next : held.ExpiresAt - Margin };
        }
    }

    private bool IsValid(Held? held) => held is not null && time.GetUtcNow() < held.ExpiresAt - Margin;

    private sealed record Held(string Token, DateTimeOffset ExchangeAt, DateTimeOffset ExpiresAt)
    {
        /// <summary>Its end only: the token is a secret.</summary>
        public override string ToString() => $"until {ExpiresAt:O}";
    }
}
