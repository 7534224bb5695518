using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>The server that contract suites run against, over real HTTP.</summary>
public sealed class ContractServer : IAsyncLifetime
{
    private WebApplication? _application;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The one place that chooses the server.</summary>
    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Urls.Add("http://127.0.0.1:0");
        CannedProvider.Map(_application);
        await _application.StartAsync();
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }
}
