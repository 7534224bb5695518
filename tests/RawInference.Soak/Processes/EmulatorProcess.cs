using System.Globalization;
using System.Text.Json.Nodes;

namespace RawInference.Soak.Processes;

/// <summary>The provider's stand-in as a process of its own: what it has received is the truth.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _client;

    private EmulatorProcess(ChildProcess process, Uri address)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = address };
    }

    public Uri Address => _client.BaseAddress!;

    public static async Task<EmulatorProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}"));
        var process = ChildProcess.Start(
            "dotnet", [BuiltFiles.Emulator, "--urls", address.GetLeftPart(UriPartial.Authority)], Path.Combine(folder, "emulator.log"), folder);
        var emulator = new EmulatorProcess(process, address);
        await emulator._client.UntilAnswersAsync("emulator/counters", process, cancellationToken);
        return emulator;
    }

    /// <summary>The last thousand requests, the oldest first.</summary>
    public async Task<JsonObject[]> RequestsAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync("emulator/requests", cancellationToken)).AsArray().Select(request => request!.AsObject())];

    public async Task<long> LastIdAsync(CancellationToken cancellationToken) =>
        await RequestsAsync(cancellationToken) is [.., var last] ? (long)last["id"]! : 0;

    /// <summary>The body of one of them.</summary>
    public Task<JsonNode> BodyAsync(long id, CancellationToken cancellationToken) =>
        ReadAsync(string.Create(CultureInfo.InvariantCulture, $"emulator/requests/{id}/body"), cancellationToken);

    /// <summary>All that was ever received.</summary>
    public async Task<long> ReceivedAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("emulator/counters", cancellationToken)).AsObject().Sum(path => (long)path.Value!["received"]!);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _process.DisposeAsync();
    }

    private async Task<JsonNode> ReadAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await _client.GetStringAsync(path, cancellationToken))!;
}
