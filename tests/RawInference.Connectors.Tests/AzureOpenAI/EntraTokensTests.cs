using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.AzureOpenAI;

namespace RawInference.Connectors.Tests.AzureOpenAI;

public class EntraTokensTests
{
    private readonly FakeTimeProvider _time = new();

    private Task<AccessToken> TokenAsync(int number) => Task.FromResult(new AccessToken($"token-{number}", _time.GetUtcNow().AddHours(1)));

    [Fact]
    public async Task Token_IsKeptUntilFiveMinutesBeforeItsEnd()
    {
        var credential = new FakeCredential(TokenAsync);
        var tokens = new EntraTokens(() => credential, _time);

        Assert.Equal("token-1", await tokens.GetAsync(default));
        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("token-1", await tokens.GetAsync(default));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("token-2", await tokens.GetAsync(default));
        Assert.Equal(["https://cognitiveservices.azure.com/.default", "https://cognitiveservices.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task TokenThatSaysWhen_IsExchangedThen()
    {
        var now = _time.GetUtcNow();
        var credential = new FakeCredential(number => Task.FromResult(new AccessToken($"token-{number}", now.AddHours(24), now.AddHours(12))));
        var tokens = new EntraTokens(() => credential, _time);

        await tokens.GetAsync(default);
        _time.Advance(TimeSpan.FromHours(12));
        Assert.Equal("token-2", await tokens.GetAsync(default));
    }

    [Fact]
    public async Task CallsAtOnce_ShareOneFetchThatOutlivesACallerWhoLeaves()
    {
        var arrival = new TaskCompletionSource<AccessToken>();
        var credential = new FakeCredential(_ => arrival.Task);
        var tokens = new EntraTokens(() => credential, _time);
        using var leaving = new CancellationTokenSource();

        var first = tokens.GetAsync(leaving.Token).AsTask();
        var others = Enumerable.Range(0, 20).Select(_ => tokens.GetAsync(default).AsTask()).ToArray();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        arrival.SetResult(await TokenAsync(1));

        Assert.All(await Task.WhenAll(others), token => Assert.Equal("token-1", token));
        Assert.Equal(1, credential.Asked);
    }

    [Fact]
    public async Task TokenThatCannotBeExchanged_IsUsedUntilItsEnd()
    {
        var credential = new FakeCredential(number => number == 1 ? TokenAsync(1) : throw new AuthenticationFailedException("down"));
        var tokens = new EntraTokens(() => credential, _time);
        await tokens.GetAsync(default);

        _time.Advance(TimeSpan.FromMinutes(56));
        Assert.Equal("token-1", await tokens.GetAsync(default));
        Assert.Equal("token-1", await tokens.GetAsync(default));
        Assert.Equal(2, credential.Asked);

        _time.Advance(TimeSpan.FromMinutes(4));
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => tokens.GetAsync(default).AsTask());
    }

    [Fact]
    public async Task FailedFetch_IsTriedAgain()
    {
        var credential = new FakeCredential(number => number == 1 ? throw new CredentialUnavailableException("none") : TokenAsync(number));
        var tokens = new EntraTokens(() => credential, _time);

        await Assert.ThrowsAsync<CredentialUnavailableException>(() => tokens.GetAsync(default).AsTask());
        Assert.Equal("token-2", await tokens.GetAsync(default));
    }
}
