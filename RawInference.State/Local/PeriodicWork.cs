using Microsoft.Extensions.Logging;

namespace RawInference.State.Local;

/// <summary>
/// Does something again and again until it is disposed of. A failure is logged when it begins and when it is over, and does
/// not end the repetition.
/// </summary>
internal sealed partial class PeriodicWork : IDisposable, IAsyncDisposable
{
    private readonly string _name;
    private readonly Func<Task> _work;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _timer;
    private readonly Task _repetition;
    private volatile bool _disposed;

    /// <param name="name">What it does, for the log: <c>looking for changes of the registry</c>.</param>
    /// <param name="interval">From one beginning to the next; a work that takes longer delays the next one.</param>
    /// <param name="work">What to do.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For failures.</param>
    public PeriodicWork(string name, TimeSpan interval, Func<Task> work, TimeProvider time, ILogger logger)
    {
        _name = name;
        _work = work;
        _logger = logger;
        _timer = new PeriodicTimer(interval, time);
        // Without the context of the request that came first.
        using (ExecutionContext.SuppressFlow())
        {
            _repetition = Task.Run(RepeatAsync);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _repetition;
    }

    private async Task RepeatAsync()
    {
        var failing = false;
        while (await _timer.WaitForNextTickAsync())
        {
            try
            {
                await _work();
                if (failing)
                {
                    LogRecovered(_name);
                }

                failing = false;
            }
            catch (ObjectDisposedException) when (_disposed)
            {
                // The store was closed meanwhile, too.
                return;
            }
            catch (Exception exception)
            {
                if (!failing)
                {
                    LogFailing(exception, _name);
                }

                failing = true;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Work} fails; it is tried again")]
    private partial void LogFailing(Exception exception, string work);

    [LoggerMessage(2, LogLevel.Information, "{Work} works again")]
    private partial void LogRecovered(string work);
}
