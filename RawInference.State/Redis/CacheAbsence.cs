using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RawInference.State.Redis;

/// <summary>Says at the start that answers are not shared between processes.</summary>
internal sealed partial class CacheAbsence(ILogger<CacheAbsence> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogAbsence();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "ConnectionStrings:cache is not set: answers are cached in the memory of each process only. The state's Redis does not serve as the cache in Production, for it must not evict.")]
    private partial void LogAbsence();
}
