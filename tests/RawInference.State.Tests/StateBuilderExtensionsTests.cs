using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RawInference.Core;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.State.Keys;
using RawInference.State.Local;
using RawInference.State.Redis;
using RawInference.State.Registry;
using RawInference.Testing.Store;
using StackExchange.Redis;

namespace RawInference.State.Tests;

public sealed class StateBuilderExtensionsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WithoutAConnectionString_StateIsInTheDataFolder()
    {
        await using var services = Build([]);

        Assert.IsType<SqliteRegistry<KeyEntry>>(services.GetRequiredService<IRegistry<KeyEntry>>());
        Assert.IsType<SqliteIdempotencyStore>(services.GetRequiredService<IIdempotencyStore>());
        Assert.Contains(services.GetServices<IHostedService>(), service => service is ServerStart);
        Assert.Null(services.GetKeyedService<RedisConnection>(RedisConnection.Cache));
    }

    [Theory]
    [InlineData("ConnectionStrings:state")]
    [InlineData("Aspire:StackExchange:Redis:state:ConnectionString")]
    [InlineData("Aspire:StackExchange:Redis:ConnectionString")]
    public async Task WithAConnectionString_StateIsInRedis(string key)
    {
        await using var services = Build(new() { [key] = (await StoreServer.SharedAsync()).ConnectionString });

        Assert.IsType<RedisRegistry<KeyEntry>>(services.GetRequiredService<IRegistry<KeyEntry>>());
        Assert.IsType<RedisIdempotencyStore>(services.GetRequiredService<IIdempotencyStore>());
        // Several servers may share the folder of secrets.
        Assert.DoesNotContain(services.GetServices<IHostedService>(), service => service is ServerStart);
        Assert.True(services.GetRequiredKeyedService<IConnectionMultiplexer>("state").IsConnected);
    }

    [Fact]
    public async Task WithoutACacheConnection_DevelopmentSharesTheStates_AndProductionHasNone()
    {
        Dictionary<string, string?> configuration = new() { ["ConnectionStrings:state"] = (await StoreServer.SharedAsync()).ConnectionString };
        await using var development = Build(configuration);
        await using var production = Build(configuration, production: true);

        Assert.Same(
            development.GetRequiredKeyedService<IConnectionMultiplexer>("state"),
            development.GetRequiredKeyedService<IConnectionMultiplexer>("cache"));
        Assert.Null(production.GetKeyedService<IConnectionMultiplexer>("cache"));
        Assert.Contains(production.GetServices<IHostedService>(), service => service is CacheAbsence);
    }

    [Fact]
    public async Task CacheConnection_IsItsOwn()
    {
        var server = (await StoreServer.SharedAsync()).ConnectionString;
        await using var services = Build(new() { ["ConnectionStrings:state"] = server, ["ConnectionStrings:cache"] = server }, production: true);

        Assert.NotSame(services.GetRequiredKeyedService<IConnectionMultiplexer>("state"), services.GetRequiredKeyedService<IConnectionMultiplexer>("cache"));
        Assert.Equal("StackExchange.Redis, StackExchange.Redis_cache, state", await ChecksAsync(services));
    }

    [Fact]
    public async Task HealthCheck_CanBeSwitchedOff_ForOneConnection()
    {
        var server = (await StoreServer.SharedAsync()).ConnectionString;
        await using var services = Build(new()
        {
            ["ConnectionStrings:state"] = server,
            ["ConnectionStrings:cache"] = server,
            ["Aspire:StackExchange:Redis:DisableHealthChecks"] = "true",
            ["Aspire:StackExchange:Redis:state:DisableHealthChecks"] = "false",
        });

        Assert.Equal("StackExchange.Redis, state", await ChecksAsync(services));
    }

    [Fact]
    public async Task StoppedServer_IsDegraded_NotUnhealthy()
    {
        await using var server = await StoreServer.StartAsync();
        await using var services = Build(new() { ["ConnectionStrings:state"] = server.ConnectionString, ["RawInference:State:Redis:Timeout"] = "00:00:10" });
        var checks = services.GetRequiredService<HealthCheckService>();
        await services.GetRequiredKeyedService<RedisConnection>("state").GetAsync();
        Assert.Equal(HealthStatus.Healthy, (await checks.CheckHealthAsync(TestContext.Current.CancellationToken)).Status);

        await server.KillAsync();

        Assert.Equal(HealthStatus.Degraded, (await checks.CheckHealthAsync(TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task HostStarts_WhileTheServerIsAway()
    {
        var server = await StoreServer.StartAsync();
        await server.DisposeAsync();
        await using var services = Build(new() { ["ConnectionStrings:state"] = server.ImpatientConnectionString });

        foreach (var service in services.GetServices<IHostedService>())
        {
            Assert.True(service.StartAsync(CancellationToken.None).IsCompletedSuccessfully);
        }
    }

    [Theory]
    [InlineData("ConnectionStrings:state", "password=secret", "ConnectionStrings:state: names no server.")]
    [InlineData("ConnectionStrings:state", "localhost,secret=1", "ConnectionStrings:state: cannot be read, or its settings in Aspire:StackExchange:Redis cannot.")]
    [InlineData("Aspire:StackExchange:Redis:ConfigurationOptions:ConnectTimeout", "soon", "ConnectionStrings:state: cannot be read, or its settings in Aspire:StackExchange:Redis cannot.")]
    [InlineData("ConnectionStrings:state", "localhost,channelPrefix=a", "ConnectionStrings:state: must have no channel prefix; RawInference:State:Redis:KeyPrefix is for channels, too.")]
    [InlineData("RawInference:State:Redis:KeyPrefix", "a{b}", "RawInference:State:Redis:KeyPrefix: must not be empty or have braces.")]
    [InlineData("RawInference:State:Redis:Timeout", "00:01:00", "RawInference:State:Redis:Timeout: must be 00:00:00.010 to 00:00:10.")]
    [InlineData("RawInference:State:Redis:Timeot", "1", "RawInference:State:Redis:Timeot: is not a setting; there are KeyPrefix, Timeout.")]
    public async Task SettingThatCannotBe_IsReportedAtTheStart_WithoutItsValue(string key, string value, string problem)
    {
        Dictionary<string, string?> configuration = new() { ["ConnectionStrings:state"] = "localhost" };
        configuration[key] = value;
        await using var services = Build(configuration);

        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(problem, Assert.Single(refusal.Failures));
    }

    private static async Task<string> ChecksAsync(ServiceProvider services)
    {
        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return string.Join(", ", report.Entries.Keys.Order(StringComparer.Ordinal));
    }

    private ServiceProvider Build(Dictionary<string, string?> settings, bool production = false)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        new RawInferenceBuilder(services).AddState(configuration, _folder.Path, production);
        services.Configure<KeyOptions>(keys => keys.Pepper = new string('p', 32));
        return services.BuildServiceProvider();
    }
}
