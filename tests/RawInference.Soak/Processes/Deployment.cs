using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RawInference.Soak.Calls;

namespace RawInference.Soak.Processes;

/// <summary>Everything that a scenario runs: servers, their store and their provider, in a folder that is deleted at the end.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rawinference-soak-");
    private readonly List<ApiProcess> _apis = [];

    private Deployment(StoreKind store) => Store = store;

    public StoreKind Store { get; }

    public RedisServer? Redis { get; private set; }

    public EmulatorProcess Emulator { get; private set; } = null!;

    public IReadOnlyList<ApiProcess> Apis => _apis;

    public Gateway First => _apis[0].Gateway;

    public Gateway Last => _apis[^1].Gateway;

    /// <summary>May do everything, through any of the servers.</summary>
    public Operator Operator => new(First, OperatorKey);

    public string OperatorKey { get; } = $"sk_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";

    /// <summary>Times are read beside the machine's load.</summary>
    public string Describe =>
        $"{(Store == StoreKind.Redis ? $"{_apis.Count} servers on one redis-server" : "1 server on its data folder")}, "
        + $"{Environment.ProcessorCount} cores at load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}";

    /// <param name="store">Where state is kept.</param>
    /// <param name="aliases">Names with their targets.</param>
    /// <param name="cancellationToken">Of the scenario.</param>
    public static async Task<Deployment> StartAsync(StoreKind store, IReadOnlyDictionary<string, string> aliases, CancellationToken cancellationToken)
    {
        var deployment = new Deployment(store);
        try
        {
            await deployment.StartAllAsync(aliases, cancellationToken);
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    public static Task<Deployment> StartAsync(StoreKind store, CancellationToken cancellationToken) =>
        StartAsync(store, new Dictionary<string, string>(), cancellationToken);

    /// <summary>As a client behind a balancer would meet it.</summary>
    public Gateway Any(int number) => _apis[number % _apis.Count].Gateway;

    public async ValueTask DisposeAsync()
    {
        foreach (var api in _apis)
        {
            await api.DisposeAsync();
        }

        await (Redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (Environment.GetEnvironmentVariable("SOAK_KEEP") is null)
        {
            _folder.Delete(recursive: true);
        }
        else
        {
            Console.WriteLine($"Kept: {_folder.FullName}");
        }
    }

    private async Task StartAllAsync(IReadOnlyDictionary<string, string> aliases, CancellationToken cancellationToken)
    {
        Emulator = await EmulatorProcess.StartAsync(_folder.FullName, cancellationToken);
        if (Store == StoreKind.Redis)
        {
            Redis = new RedisServer(_folder.FullName);
            await Redis.StartAsync(cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "appsettings.json"), Configuration(aliases), cancellationToken);
        var environment = Settings();
        string[] names = Store == StoreKind.Redis ? ["api-1", "api-2"] : ["api-1"];
        _apis.AddRange(names.Select(name => new ApiProcess(name, _folder.FullName, environment)));
        await Task.WhenAll(_apis.Select(api => api.StartAsync(cancellationToken)));
    }

    /// <summary>In the servers' working folder.</summary>
    private static string Configuration(IReadOnlyDictionary<string, string> aliases) => new JsonObject
    {
        ["RawInference"] = new JsonObject
        {
            ["Models"] = new JsonObject(aliases.Select(alias => KeyValuePair.Create<string, JsonNode?>(
                alias.Key, new JsonObject { ["Task"] = "chat", ["Targets"] = new JsonArray(alias.Value) }))),
        },
    }.ToJsonString();

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["RawInference__Keys__Bootstrap"] = OperatorKey,
            ["RawInference__Keys__Pepper"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)),
            ["RawInference__Providers__openai__Endpoint"] = new Uri(Emulator.Address, "v1").AbsoluteUri,
            ["RawInference__Providers__openai__ApiKey"] = "emulated",
        };
        if (Redis is { } redis)
        {
            settings["ConnectionStrings__state"] = redis.ConnectionString;
        }

        return settings;
    }
}
