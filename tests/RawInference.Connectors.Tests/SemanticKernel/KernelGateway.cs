using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core;
using RawInference.Core.Pipeline.Metering;
using RawInference.Testing;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>Inference in this process, as its users register it.</summary>
internal sealed class KernelGateway : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    public KernelGateway(Action<RawInferenceBuilder> register, params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<ILedger>(new RecordingLedger());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"RawInference:{setting.Name}", (string?)setting.Value)))
            .Build());
        var builder = services.AddRawInference();
        register(builder);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        _scope = _services.CreateAsyncScope();
    }

    public async Task<TResponse> SendAsync<TResponse>(InferenceRequest<TResponse> request)
        where TResponse : InferenceResponse => await Service<IInferenceClient>().SendAsync(request);

    public async Task<List<InferenceUpdate>> StreamAsync(InferenceRequest request)
    {
        var updates = new List<InferenceUpdate>();
        await foreach (var update in Service<IInferenceClient>().StreamAsync(request, CancellationToken.None))
        {
            updates.Add(update);
        }

        return updates;
    }

    public T Service<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
    }
}
