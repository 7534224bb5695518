using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace RawInference.AppHost.Tests;

/// <summary>The AppHost's model, built but not started: what each resource would be given.</summary>
internal sealed class AppHostModel : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _application;

    private AppHostModel(IDistributedApplicationTestingBuilder builder, DistributedApplication application)
    {
        _builder = builder;
        _application = application;
        Resources = application.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        Allocate();
    }

    public IResourceCollection Resources { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<AppHostModel> BuildAsync(params string[] args)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.RawInference_AppHost>(args, Cancelled);
        return new AppHostModel(builder, await builder.BuildAsync(Cancelled));
    }

    public async Task<Dictionary<string, string>> EnvironmentOfAsync(string resource)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(Find(resource)).WithEnvironmentVariablesConfig()
            .BuildAsync(_builder.ExecutionContext, NullLogger.Instance, Cancelled).WaitAsync(HangGuard, Cancelled);
        return configuration.EnvironmentVariables.ToDictionary();
    }

    public async Task<string> ArgumentsOfAsync(string resource)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(Find(resource)).WithArgumentsConfig()
            .BuildAsync(_builder.ExecutionContext, NullLogger.Instance, Cancelled).WaitAsync(HangGuard, Cancelled);
        return string.Join(' ', configuration.Arguments.Select(argument => argument.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _builder.DisposeAsync();
    }

    private IResource Find(string name) => Resources.Single(resource => resource.Name == name);

    /// <summary>The orchestrator would choose ports; references to them wait until somebody has.</summary>
    private void Allocate()
    {
        var port = 20_000;
        foreach (var endpoint in Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            port++;
            endpoint.AllocatedEndpoint ??= new AllocatedEndpoint(
                endpoint,
                "localhost",
                port,
                EndpointBindingMode.SingleAddress,
                targetPortExpression: port.ToString(CultureInfo.InvariantCulture));
        }
    }
}
