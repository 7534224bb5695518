using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RawInference.State.Degraded;

/// <summary>Never unhealthy: serving goes on, and an orchestrator that ended the process would make it worse.</summary>
internal sealed class StateHealthCheck(IStateHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(health.Degraded is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy());
}
