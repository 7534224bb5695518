using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RawInference.State.Local;

/// <summary>Sweeps and trims the book of usage while the process runs. What is left at its end is the next one's.</summary>
internal sealed class UsageKeeper(LocalLedger ledger, UsageTrimmer trimmer, TimeProvider time, ILogger<UsageKeeper> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private PeriodicWork? _sweeps;
    private PeriodicWork? _trims;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sweeps = new PeriodicWork(
            "Recording calls that nobody settled", SweepEvery, () => ledger.SweepAsync(CancellationToken.None).AsTask(), time, logger);
        _trims = new PeriodicWork("Trimming the book of usage", TrimEvery, () => trimmer.TrimAsync(_stopping.Token).AsTask(), time, logger);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_sweeps is not null && _trims is not null)
        {
            await _sweeps.DisposeAsync();
            await _trims.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _sweeps?.Dispose();
        _trims?.Dispose();
        _stopping.Dispose();
    }
}
