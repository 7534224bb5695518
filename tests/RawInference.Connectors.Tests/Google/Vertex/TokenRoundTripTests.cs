using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Google;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>Tokens as the stand-in's token endpoint hands them out, for an assertion that the key file signs.</summary>
public sealed class TokenRoundTripTests : IAsyncLifetime
{
    private readonly ContractServer _server = new();

    /// <summary>Not far from the real time, by which the stand-in judges assertions and tokens.</summary>
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Token_ServesAllModelsOfItsAccount()
    {
        await using var file = await FileAsync(null);
        var services = Services(file.Path, "gemini-2.5-flash", "gemini-2.5-pro");

        Assert.Equal("one", await SayAsync(services[0], "one"));
        Assert.Equal("two", await SayAsync(services[1], "two"));
        Assert.Equal(1, await _server.CountAsync(ServiceAccountFile.TokenPath));
    }

    [Fact]
    public async Task TokenThatExpires_IsRenewedBeforeItDoes()
    {
        await using var file = await FileAsync(300);
        var service = Assert.Single(Services(file.Path, "gemini-2.5-flash"));
        await SayAsync(service, "one");
        await SayAsync(service, "two");
        Assert.Equal(1, await _server.CountAsync(ServiceAccountFile.TokenPath));

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("three", await SayAsync(service, "three"));
        Assert.Equal(2, await _server.CountAsync(ServiceAccountFile.TokenPath));
    }

    [Fact]
    public async Task TokenThatHasExpired_IsTheAccountsFault()
    {
        await using var file = await FileAsync(0);
        var error = await Assert.ThrowsAsync<InferenceException>(() => SayAsync(Services(file.Path, "gemini-2.5-flash")[0], "one"));
        Assert.Equal((InferenceErrorCode.ProviderAccount, "ACCESS_TOKEN_EXPIRED", 401), (error.Code, error.ProviderCode, error.ProviderStatus));
    }

    [Fact]
    public async Task KeyOfAnotherServer_IsNotAccepted()
    {
        await using var other = new ContractServer();
        await using var file = new ServiceAccountFile(other);
        await file.InitializeAsync();
        var text = await File.ReadAllTextAsync(file.Path);
        await File.WriteAllTextAsync(file.Path, text.Replace(other.Address.Authority, _server.Address.Authority, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<InferenceException>(() => SayAsync(Services(file.Path, "gemini-2.5-flash")[0], "one"));
        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
        Assert.Equal(0, await _server.CountAsync("/vertex/v1/"));
    }

    private static async Task<string?> SayAsync(IChatCompletionService service, string word) =>
        (await service.GetChatMessageContentAsync($"Say {word}")).Content;

    private async Task<ServiceAccountFile> FileAsync(int? seconds)
    {
        var file = new ServiceAccountFile(_server, seconds);
        await file.InitializeAsync();
        return file;
    }

    private IChatCompletionService[] Services(string keyFile, params string[] models)
    {
        var connector = new GoogleConnector(new UpstreamClient(new UpstreamOptions(), _time));
        var account = GoogleContractTarget.VertexAccount(connector, _server.Address, keyFile);
        return [.. models.Select(model => connector.CreateChatService(VertexTarget.Model(account, model)))];
    }
}
