using RawInference.Core.Identity;
using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Core.Tests.Providers;

public sealed class ProviderHealthTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task ProviderThatNobodyAsked_IsUnknown()
    {
        await AskAsync(null);
        Assert.Equal(ProviderHealth.Unknown, Health("second"));
    }

    [Theory]
    [InlineData(null, ProviderStatus.Ok)]
    [InlineData(InferenceErrorCode.ProviderRefused, ProviderStatus.Ok)]
    [InlineData(InferenceErrorCode.ProviderContextLength, ProviderStatus.Ok)]
    [InlineData(InferenceErrorCode.ProviderContentPolicy, ProviderStatus.Ok)]
    [InlineData(InferenceErrorCode.ProviderModelNotFound, ProviderStatus.Ok)]
    [InlineData(InferenceErrorCode.ProviderPayloadTooLarge, ProviderStatus.Ok)]
    [InlineData(InferenceErrorCode.ProviderAccount, ProviderStatus.Failing)]
    [InlineData(InferenceErrorCode.ProviderRateLimited, ProviderStatus.Failing)]
    [InlineData(InferenceErrorCode.ProviderTimeout, ProviderStatus.Failing)]
    [InlineData(InferenceErrorCode.ProviderFailed, ProviderStatus.Failing)]
    [InlineData(InferenceErrorCode.ProviderUnreachable, ProviderStatus.Failing)]
    [InlineData(InferenceErrorCode.ProviderInvalidAnswer, ProviderStatus.Failing)]
    [InlineData(InferenceErrorCode.StreamCut, ProviderStatus.Failing)]
    [InlineData(InferenceErrorCode.InvalidRequest, ProviderStatus.Unknown)]
    [InlineData(InferenceErrorCode.Internal, ProviderStatus.Unknown)]
    public async Task Attempt_TellsHowTheProviderIs(InferenceErrorCode? error, ProviderStatus status)
    {
        await AskAsync(error);

        var at = status == ProviderStatus.Unknown ? (DateTimeOffset?)null : _gateway.Clock.GetUtcNow();
        Assert.Equal(new ProviderHealth(status, status == ProviderStatus.Failing ? error : null, at), Health("first"));
    }

    [Fact]
    public async Task LastAttempt_Counts()
    {
        await AskAsync(InferenceErrorCode.ProviderFailed);
        _gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(null);
        var recovered = Health("first");
        _gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(InferenceErrorCode.InvalidRequest);

        Assert.Equal((ProviderStatus.Ok, null), (recovered.Status, recovered.Error));
        Assert.Equal(recovered, Health("first"));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private ProviderHealth Health(string provider) => _gateway.Service<ProviderCatalog>()
        .ConfiguredFor(KeyGrant.Everything).Single(configured => configured.Account.Name == provider).Health;

    private async Task AskAsync(InferenceErrorCode? error)
    {
        _gateway.Connector.Chat = _ => error is { } code ? throw FakeAnswers.Failure(code) : Task.FromResult(FakeAnswers.Chat("ok"));
        await Record.ExceptionAsync(() => _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi")));
    }
}
