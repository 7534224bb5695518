using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace RawInference.ServiceDefaults.Tests;

/// <summary>A small service with the defaults, on a loopback port of its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Service(WebApplication application, SpanRecorder recorder)
    {
        _application = application;
        Recorder = recorder;
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public SpanRecorder Recorder { get; }

    public static async Task<Service> StartAsync(string environment, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = "service" });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting, (string?)"true")));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        builder.Services.AddAuthentication();
        builder.AddServiceDefaults();
        configure?.Invoke(builder.Services);

        var recorder = new SpanRecorder();
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(recorder));
        var application = builder.Build();
        application.UseRouting();
        application.UseAuthorization();
        application.MapDefaultEndpoints();
        application.MapGet("/work", () => "done").AllowAnonymous();
        await application.StartAsync();
        return new Service(application, recorder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
