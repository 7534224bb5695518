using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>OpenTelemetry of a service: logs, metrics and traces, exported where an OTLP endpoint is named.</summary>
internal static class TelemetryExtensions
{
    /// <summary>The product's own activity source and meter.</summary>
    private const string Source = "RawInference";

    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Settings that let the query of a URL into traces.</summary>
    private static readonly string[] UnredactedQueries =
    [
        "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION",
        "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION",
        "DOTNET_SYSTEM_NET_HTTP_DISABLEURIREDACTION",
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        RefuseUnredactedQueries(builder);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(Source)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(Source)
                .AddSource(builder.Environment.ApplicationName)
                .AddAspNetCoreInstrumentation(options => options.Filter = IsNotHealth)
                .AddHttpClientInstrumentation());

        if (!string.IsNullOrWhiteSpace(builder.Configuration[EndpointVariable]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>Orchestrators ask every few seconds: their requests would bury the others.</summary>
    private static bool IsNotHealth(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(ServiceDefaultsExtensions.HealthPath)
        && !context.Request.Path.StartsWithSegments(ServiceDefaultsExtensions.AlivenessPath);

    /// <summary>The URL of a medium may be presigned: whoever reads its query can fetch it.</summary>
    private static void RefuseUnredactedQueries(IHostApplicationBuilder builder)
    {
        var setting = UnredactedQueries.FirstOrDefault(name => builder.Configuration[name] is "1" || IsTrue(builder.Configuration[name]));
        if (setting is not null && builder.Environment.IsProduction())
        {
            throw new InvalidOperationException($"{setting} must not be set in Production: it writes the secrets of presigned URLs into traces.");
        }
    }

    private static bool IsTrue(string? value) => bool.TryParse(value, out var flag) && flag;
}
