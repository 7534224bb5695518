using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Identity;
using RawInference.Core.Models;
using RawInference.Core.Pipeline.Caching;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Providers;

namespace RawInference.Testing;

/// <summary>
/// In-process inference over fake connectors, built when first used. The providers <c>first</c> and <c>second</c> are configured,
/// and the alias <c>both</c> tries one after the other; a target is asked once, unless a test sets more attempts.
/// </summary>
public sealed class TestGateway : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _services;
    private readonly Lazy<AsyncServiceScope> _scope;
    private readonly IConnector[] _connectors;

    public TestGateway(params IConnector[] connectors)
    {
        _connectors = connectors.Length > 0 ? connectors : [new FakeConnector()];
        _services = new Lazy<ServiceProvider>(Build);
        _scope = new Lazy<AsyncServiceScope>(() => _services.Value.CreateAsyncScope());
    }

    /// <summary>Beneath the section <c>RawInference</c>; a null removes a setting.</summary>
    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Providers:first:ApiKey"] = "secret-first",
        ["Providers:second:ApiKey"] = "secret-second",
        ["Models:both:Targets:0"] = "first/chat",
        ["Models:both:Targets:1"] = "second/chat",
        ["Failover:AttemptsPerTarget"] = "1",
    };

    /// <summary>Further registrations.</summary>
    public Action<IServiceCollection> Configure { get; set; } = _ => { };

    public FakeConnector Connector => (FakeConnector)_connectors[0];

    public TestClock Clock { get; } = new();

    public TestCaller Caller { get; } = new();

    public RecordingLedger Ledger { get; } = new();

    public MemoryCache Cache { get; } = new();

    public IInferenceClient Client => Service<IInferenceClient>();

    public ModelCatalog Catalog => Service<ModelCatalog>();

    /// <summary>From a scope of its own.</summary>
    public T Service<T>()
        where T : notnull => _scope.Value.ServiceProvider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_services.IsValueCreated)
        {
            await _scope.Value.DisposeAsync();
            await _services.Value.DisposeAsync();
        }
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(Settings.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create($"RawInference:{pair.Key}", pair.Value)))
            .Build());
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ILedger>(Ledger);
        services.AddSingleton<IResponseCache>(Cache);
        services.AddSingleton<ICallerAccessor>(Caller);
        services.AddRawInference();
        foreach (var connector in _connectors)
        {
            services.AddSingleton(connector);
        }

        Configure(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }
}
