using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using OpenAI;

namespace RawInference.Emulator.Tests;

/// <summary>An emulator of a test class's own, with the clients that speak to it.</summary>
public sealed class RunningEmulator : IAsyncDisposable
{
    private readonly EmulatorHost _host = EmulatorHost.Start("http://127.0.0.1:0");

    public RunningEmulator()
    {
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _host.Addresses[0] };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test");
        Http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    public Uri Address => _host.Addresses[0];

    public HttpClient Http { get; }

    /// <summary>The official SDK, without retries, so that a fault reaches the test.</summary>
    public OpenAIClient OpenAI => new(
        new ApiKeyCredential("sk-test"),
        new OpenAIClientOptions { Endpoint = new Uri(Address, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });

    /// <summary>Anthropic's, whose base URL ends before the version.</summary>
    public AnthropicClient Anthropic => new() { ApiKey = "sk-ant-test", BaseUrl = new Uri(Address, "/anthropic").ToString(), MaxRetries = 0 };

    public static JsonObject Chat(string prompt, string model = "gpt-4o-mini", bool stream = false) => new()
    {
        ["model"] = model,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
        ["stream"] = stream,
    };

    public async Task<HttpResponseMessage> PostAsync(
        string path, JsonNode body, string? fault = null, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (fault is not null)
        {
            request.Headers.Add("x-emulator-fault", fault);
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<JsonElement> JsonAsync(string path, JsonNode body, string? fault = null)
    {
        using var response = await PostAsync(path, body, fault);
        return await ReadAsync(response);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await ReadAsync(response);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    /// <summary>The data of each event of a stream, to its end.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string path, JsonNode body, string? fault = null)
    {
        using var response = await PostAsync(path, body, fault);
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }
}
