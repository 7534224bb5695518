using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>The stand-in's own service account, whose key file a gateway is given.</summary>
/// <param name="server">Who hands out the file, and tokens for it.</param>
/// <param name="secondsOfTokens">How long the tokens hold; null for Google's hour.</param>
public sealed class ServiceAccountFile(ContractServer server, int? secondsOfTokens = null) : IAsyncLifetime
{
    /// <summary>Where the stand-in counts tokens.</summary>
    public const string TokenPath = "/oauth/token";

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"service-account-{Guid.NewGuid():N}.json");

    public async ValueTask InitializeAsync()
    {
        var query = secondsOfTokens is { } seconds ? $"?expires_in={seconds}" : "";
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"/oauth/service-account.json{query}"));
        using var response = await http.SendAsync(request, CancellationToken.None);
        await File.WriteAllBytesAsync(Path, await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(Path);
        return ValueTask.CompletedTask;
    }
}
