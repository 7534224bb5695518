using RawInference.Core.Identity;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Authorization;

public sealed class AuthorizationMiddlewareTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Theory]
    [InlineData("first", null, null, "first/chat", "first")]
    [InlineData("second", null, null, "both", "second")]
    [InlineData("second", null, null, "first/chat", null)]
    [InlineData(null, "second/chat", null, "both", "second")]
    [InlineData(null, "second/chat", null, "second/chat", "second")]
    [InlineData(null, "second/chat", null, "second/other", null)]
    [InlineData(null, "both", null, "both", "first")]
    [InlineData(null, "both", null, "first/chat", null)]
    [InlineData("second", "both", null, "both", "second")]
    [InlineData("third", "both", null, "both", null)]
    [InlineData("", null, null, "both", null)]
    [InlineData(null, null, "chat", "both", "first")]
    [InlineData(null, null, "embedding", "both", null)]
    [InlineData(null, null, null, "both", "first")]
    public async Task Grant_LetsThroughWhatItNames(string? provider, string? model, string? operation, string asked, string? answers)
    {
        _gateway.Caller.Grant(new KeyGrant { Providers = Set(provider), Models = Set(model), Operations = Set(operation) });
        var sending = _gateway.Client.SendAsync(Requests.Chat(asked, "hi"));
        if (answers is not null)
        {
            Assert.Equal(answers, (await sending).Provider);
            return;
        }

        var failure = await Assert.ThrowsAsync<InferenceException>(() => sending);
        Assert.Equal(InferenceErrorCode.Forbidden, failure.Code);
        Assert.Empty(_gateway.Connector.Calls);
    }

    [Fact]
    public async Task Failover_NeverLeavesTheGrant()
    {
        _gateway.Caller.Grant(new KeyGrant { Providers = Set("first") });
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500);
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "hi")));
        Assert.Equal("first", Assert.Single(_gateway.Connector.Calls).Provider);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static HashSet<string>? Set(string? word) => word is null ? null : [word];
}
