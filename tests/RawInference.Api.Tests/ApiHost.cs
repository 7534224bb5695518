using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Providers;
using RawInference.State;
using RawInference.State.Keys;

namespace RawInference.Api.Tests;

/// <summary>The real Api on a real port, as a first run starts it, with a data folder and an emulator of its own.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;
    private readonly string _data = Directory.CreateTempSubdirectory("rawinference-").FullName;

    public ApiHost()
        : this([])
    {
    }

    internal ApiHost(params (string Key, string Value)[] settings)
        : this(settings, services => { })
    {
    }

    internal ApiHost((string Key, string Value)[] settings, Action<IServiceCollection> configure)
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("RawInference:State:DataPath", _data);
            builder.UseSetting("RawInference:Emulator:Url", "http://127.0.0.1:0");
            builder.UseSetting("OPENAI_API_KEY", "");
            builder.UseSetting("ANTHROPIC_API_KEY", "");
            builder.UseSetting("GEMINI_API_KEY", "");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureTestServices(services =>
            {
                // The factory listens to every host that starts here for a while: the emulator's may come in time to be taken for the Api's.
                if (services.Any(service => service.ServiceType == typeof(IInferenceClient)))
                {
                    configure(services);
                }
            });
        });
        _factory.UseKestrel();
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
        Key = DevelopmentKey.ReadOrCreate(Services.GetRequiredService<DataFolder>());
        Client = NewClient(Key);
        Anonymous = NewClient(null);
        Emulator = new HttpClient { BaseAddress = EmulatorAddress };
    }

    public Uri Address { get; }

    public string Key { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>With the development key.</summary>
    public HttpClient Client { get; }

    public HttpClient Anonymous { get; }

    /// <summary>The emulator's own counters and media.</summary>
    public HttpClient Emulator { get; }

    public Uri EmulatorAddress => new(Services.GetRequiredService<ProviderDirectory>().Find("openai")!.Endpoint!.GetLeftPart(UriPartial.Authority));

    public HttpClient NewClient(string? key)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    public Task<HttpResponseMessage> PostAsync(string json) => PostAsync(new StringContent(json, new MediaTypeHeaderValue("application/json")));

    public Task<HttpResponseMessage> PostAsync(HttpContent content) => Client.PostAsync("/v1/inference", content, TestContext.Current.CancellationToken);

    /// <summary>The answer of a call that must succeed.</summary>
    public async Task<JsonElement> InferAsync(string json)
    {
        using var response = await PostAsync(json);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body;
    }

    /// <summary>Text with the emulator's origin in place of <c>{media}</c>.</summary>
    public string WithMedia(string text) => text.Replace("{media}", $"{EmulatorAddress.GetLeftPart(UriPartial.Authority)}/media", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        Emulator.Dispose();
        await _factory.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
