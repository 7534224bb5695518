using System.Text.Json;
using RawInference.Emulator;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>The server that contract suites run against, over real HTTP.</summary>
public sealed class ContractServer : IAsyncLifetime
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly EmulatorHost _emulator = EmulatorHost.Start("http://127.0.0.1:0");
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());

    public Uri Address => _emulator.Addresses[0];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>How many requests have come to a path so far, or to one that begins with it.</summary>
    public async Task<int> CountAsync(string path) => (await StatesAsync(path, CancellationToken.None)).Count;

    /// <summary>Waits until the request of this number (from 0) to a path is <c>open</c>, <c>completed</c> or <c>aborted</c>.</summary>
    public async Task WaitForAsync(string path, int number, string state)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        while ((await StatesAsync(path, guard.Token)).ElementAtOrDefault(number) != state)
        {
            guard.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    private async Task<List<string?>> StatesAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "/emulator/requests"));
        using var response = await _http.SendAsync(request, cancellationToken);
        using var journal = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return
        [
            .. journal.RootElement.EnumerateArray()
                .Where(received => received.GetProperty("path").GetString()!.StartsWith(path, StringComparison.Ordinal))
                .Select(received => received.GetProperty("state").GetString()),
        ];
    }
}
