using Microsoft.Extensions.Hosting;

namespace RawInference.State.Redis;

/// <summary>Opens a connection when the host starts, without keeping it from starting.</summary>
internal sealed class RedisConnecting(RedisConnection connection) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Its failure is logged there, and whoever needs the connection gets it.
        _ = connection.GetAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
