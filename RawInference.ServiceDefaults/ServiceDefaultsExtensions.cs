using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the AppHost has: telemetry, health checks, service discovery. Needs no Aspire package.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Readiness: every health check.</summary>
    public const string HealthPath = "/health";

    /// <summary>Liveness: only the checks tagged <c>live</c>, which look at nothing outside the process.</summary>
    public const string AlivenessPath = "/alive";

    private const string LiveTag = "live";

    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.AddServiceDiscovery();

        // Clients of the factory only. Those that ask providers do not come from it: they retry in one place of their own,
        // and an answer may take longer than any limit here.
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });

        return builder;
    }

    /// <summary>Health for orchestrators, in every environment and without a key.</summary>
    public static TEndpoints MapDefaultEndpoints<TEndpoints>(this TEndpoints endpoints)
        where TEndpoints : IEndpointRouteBuilder
    {
        endpoints.MapHealthChecks(HealthPath).AllowAnonymous();
        endpoints.MapHealthChecks(AlivenessPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) }).AllowAnonymous();
        return endpoints;
    }
}
