using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Api.Authentication;
using RawInference.Api.Hosting;
using RawInference.Api.Inference;
using RawInference.Api.Keys;
using RawInference.Api.Models;
using RawInference.Api.Namespaces;
using RawInference.Api.OpenApi;
using RawInference.Api.Organizations;
using RawInference.Core;
using RawInference.Core.Identity;

[assembly: AssemblyFixture(typeof(RawInference.Api.Tests.OpenApi.DocumentHost))]

namespace RawInference.Api.Tests.OpenApi;

/// <summary>The REST face with its document, and nobody's key.</summary>
public sealed class DocumentHost : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task<ClosedSchema>> _schemas = new();
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The document's text, as served.</summary>
    public string Text { get; private set; } = "";

    public JsonObject Document { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    internal Task<ClosedSchema> SchemaAsync(string name) => _schemas.GetOrAdd(name, wanted => ClosedSchema.ReadAsync(Document, wanted));

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Tests" });
        builder.WebHost.UseTestServer();
        builder.Services.AddHosting();
        builder.Services.AddApiKeys();
        builder.Services.AddSingleton<IKeyStore, Nobody>();
        builder.Services.AddSingleton<INamespaceStore, Nobody>();
        builder.Services.AddRawInference().AddLocalState(AppContext.BaseDirectory, production: false);
        builder.Services.AddInferenceFace();
        builder.Services.AddApiDocument();
        _app = builder.Build();
        _app.UseHosting();
        _app.UseApiKeys();
        _app.MapInference();
        _app.MapModels();
        _app.MapProviders();
        _app.MapKeys();
        _app.MapNamespaces();
        _app.MapOrganizations();
        _app.MapGet("/health", (HttpContext http) => http.Response.WriteAsync("Healthy")).ExcludeFromDescription().AllowAnonymous();
        _app.MapGet("/alive", (HttpContext http) => http.Response.WriteAsync("Healthy")).ExcludeFromDescription().AllowAnonymous();
        _app.MapApiDocument();
        await _app.StartAsync();
        Client = _app.GetTestClient();
        Text = await Client.GetStringAsync(ApiDocumentRegistration.DocumentRoute);
        Document = JsonNode.Parse(Text)!.AsObject();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private sealed class Nobody : IKeyStore, INamespaceStore
    {
        public ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken) => new((ApiKey?)null);

        public ValueTask<Namespace?> FindAsync(string organization, string idOrName, CancellationToken cancellationToken) => new((Namespace?)null);

        public ValueTask<Organization?> FindOrganizationAsync(string id, CancellationToken cancellationToken) => new((Organization?)null);
    }
}
