using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>
/// Gives up on a server that says nothing for the timeout. While this process has more work than threads, answers may be there that
/// nobody has read yet: a call that gave up then would be charged by the store, and admitted once more by this process alone.
/// </summary>
/// <param name="timeout">Of silence.</param>
/// <param name="time">Measures it.</param>
/// <param name="isBusy">Whether this process has no time to read answers.</param>
internal sealed class AnswerWait(TimeSpan timeout, TimeProvider time, Func<bool> isBusy)
{
    /// <summary>Of one call, whatever the server says to others: 5 s of the usual 250 ms.</summary>
    private const int MostTimeouts = 20;

    /// <summary>When the server last answered anybody, or this process could not have read it; 0 for never.</summary>
    private long _heard;

    /// <summary>The thread pool's own view.</summary>
    public static bool HasMoreWorkThanThreads() => ThreadPool.PendingWorkItemCount > ThreadPool.ThreadCount;

    /// <exception cref="TimeoutException">There was no answer.</exception>
    public async Task<T> ForAsync<T>(Task<T> asking, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var wait = timeout;
        while (true)
        {
            try
            {
                var answer = await asking.WaitAsync(wait, time, cancellationToken);
                Hear();
                return answer;
            }
            catch (RedisServerException)
            {
                Hear();
                throw;
            }
            catch (TimeoutException) when (!asking.IsCompleted && time.GetElapsedTime(asked) < timeout * MostTimeouts)
            {
                wait = Rest();
                if (wait <= TimeSpan.Zero)
                {
                    throw;
                }
            }
        }
    }

    private TimeSpan Rest()
    {
        if (isBusy())
        {
            Hear();
        }

        return Volatile.Read(ref _heard) is var heard and not 0 ? timeout - time.GetElapsedTime(heard) : TimeSpan.Zero;
    }

    private void Hear() => Volatile.Write(ref _heard, time.GetTimestamp());
}
