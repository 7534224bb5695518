using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Anthropic;
using RawInference.Emulator.Faults;
using RawInference.Emulator.Google;
using RawInference.Emulator.Google.OAuth;
using RawInference.Emulator.Journal;
using RawInference.Emulator.Media;
using RawInference.Emulator.OpenAI;

namespace RawInference.Emulator;

/// <summary>Builds the web application: an empty builder, so that nothing of the calling process's configuration leaks in.</summary>
internal static class EmulatorApplication
{
    /// <summary>Above what the provider itself takes, so that its own refusal is what a client sees.</summary>
    private const long MaxBodyBytes = 128L * 1024 * 1024;

    public static WebApplication Create(IReadOnlyList<string> urls, bool embedded)
    {
        ArgumentOutOfRangeException.ThrowIfZero(urls.Count);
        var endpoints = urls.Select(LoopbackUrl.Parse).ToArray();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "RawInference.Emulator" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            foreach (var endpoint in endpoints)
            {
                kestrel.Listen(endpoint);
            }
        });

        // A flush is then over when its bytes are sent, so that what comes before a cut arrives.
        builder.Services.Configure<SocketTransportOptions>(transport => transport.MaxWriteBufferSize = 1);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(250));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RequestJournal>();
        builder.Services.AddSingleton<FaultCounters>();
        builder.Services.AddSingleton<PromptCache>();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<ServiceAccount>();
        if (embedded)
        {
            builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        }

        var application = builder.Build();
        application.UseMiddleware<JournalMiddleware>();
        application.UseRouting();
        JournalEndpoints.Map(application);
        MediaEndpoints.Map(application);
        OpenAIEndpoints.Map(application);
        AnthropicEndpoints.Map(application);
        GoogleEndpoints.Map(application);
        return application;
    }

    public static IReadOnlyList<Uri> Addresses(WebApplication application) =>
        [.. application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.Select(address => new Uri(address))];
}
