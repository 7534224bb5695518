using System.Diagnostics;

namespace RawInference.Soak.Calls;

/// <summary>Many clients side by side.</summary>
internal static class Load
{
    /// <summary>All at once.</summary>
    public static Task<CallResult[]> BurstAsync(int count, Func<int, Task<CallResult>> call) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => call(number))));

    /// <summary>So many calls by so many workers, as fast as they can.</summary>
    public static Task CountAsync(int count, int workers, Func<int, Task> call, CancellationToken cancellationToken)
    {
        var next = -1;
        return WorkAsync(workers, async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await call(number);
            }
        });
    }

    /// <summary>Until the time is over; each worker rests a little between two calls.</summary>
    public static Task ForAsync(TimeSpan duration, int workers, TimeSpan rest, Func<int, Task> call, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var next = -1;
        return WorkAsync(workers, async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                await call(Interlocked.Increment(ref next));
                await Task.Delay(rest * (0.5 + Random.Shared.NextDouble()), cancellationToken);
            }
        });
    }

    private static Task WorkAsync(int workers, Func<Task> work) => Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(work)));
}
