using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RawInference.Core;
using RawInference.Core.Identity;
using RawInference.State.Keys;

namespace RawInference.State.Tests;

/// <summary>State as a process has it, from a configuration in memory and a folder of its own.</summary>
internal sealed class LocalState : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ServiceProvider _services;

    public LocalState(
        Dictionary<string, string?> configuration,
        bool production = false,
        TimeProvider? time = null,
        Action<KeyOptions>? keys = null,
        bool server = false,
        Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        var builder = new RawInferenceBuilder(services).AddLocalState(_folder.Path, production);
        if (server)
        {
            builder.AddServerLock();
        }

        services.Configure(keys ?? (_ => { }));
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string ContentRoot => _folder.Path;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask<ApiKey?> AuthenticateAsync(string secret) => Get<IKeyStore>().AuthenticateAsync(secret, CancellationToken.None);

    /// <summary>What a host does before it starts; the mistakes, none where it would start.</summary>
    public string[] Start()
    {
        try
        {
            Get<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (AggregateException exception)
        {
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }
}
