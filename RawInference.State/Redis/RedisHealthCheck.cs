using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RawInference.State.Redis;

/// <summary>Never unhealthy: without Redis serving goes on, and an orchestrator that ended the process would make it worse.</summary>
internal sealed class RedisHealthCheck(RedisConnection connection, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await PingAsync().WaitAsync(Patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (RedisErrors.IsOfStore(exception))
        {
            return HealthCheckResult.Degraded($"Redis connection '{connection.Name}' does not answer.", exception);
        }
    }

    private async Task PingAsync()
    {
        var multiplexer = await connection.GetAsync();
        await multiplexer.GetDatabase().PingAsync();
    }
}
