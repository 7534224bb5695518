using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace RawInference.State.Redis;

/// <summary>Never unhealthy: without Redis serving goes on, and an orchestrator that ended the process would make it worse.</summary>
internal sealed class RedisHealthCheck(RedisConnection connection, IOptions<StateOptions> options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await PingAsync().WaitAsync(options.Value.Redis.Timeout, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (RedisErrors.IsOfStore(exception))
        {
            // Without the exception: orchestrators ask every few seconds, and each answer would be a page of the log.
            return HealthCheckResult.Degraded($"Redis connection '{connection.Name}' does not work: {exception.GetType().Name}.");
        }
    }

    private async Task PingAsync()
    {
        var multiplexer = await connection.GetAsync();
        await multiplexer.GetDatabase().PingAsync();
    }
}
