using System.Globalization;
using Microsoft.Extensions.Logging;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>
/// Asks services that someone else has written: within the time limits of every connector, on a thread of their own, because some work
/// before they await, and with their failures told as ours. A service that does not stop when it is told to is left behind.
/// </summary>
internal sealed partial class KernelCalls(
    string provider,
    KernelProviderOptions options,
    UpstreamOptions limits,
    TimeProvider time,
    ILogger<SemanticKernelConnector> logger)
{
    /// <summary>How long a service may take to notice that its call was given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How many calls may be left behind at a time: each may hold a thread, and the threads are everyone's.</summary>
    private const int MaxLeft = 100;

    private readonly KernelErrors _errors = new(provider, options, time);
    private int _left;

    /// <summary>One whole answer.</summary>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var deadline = Begin(cancellationToken);
        Task<T>? answer = null;
        try
        {
            answer = Task.Run(() => ask(deadline.Token), CancellationToken.None);
            return Whole(await answer.WaitAsync(deadline.Token));
        }
        catch (Exception exception)
        {
            LeaveBehind(answer);
            throw Failure(exception, deadline, cancellationToken);
        }
    }

    /// <summary>One answer in pieces.</summary>
    public KernelStream<T> Open<T>(Func<CancellationToken, IAsyncEnumerable<T>> open, CancellationToken cancellationToken) =>
        new(this, open, Begin(cancellationToken), cancellationToken);

    /// <summary>
    /// What a failure is called. Whatever the service throws is its provider's failure to the caller: nobody could tell its mistakes from
    /// its provider's. What is not known of its exception is logged, without its words, which may quote the prompt or a key.
    /// </summary>
    public Exception Failure(Exception exception, UpstreamDeadline deadline, CancellationToken cancellationToken)
    {
        if (exception is InferenceException)
        {
            return exception;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return exception as OperationCanceledException ?? new OperationCanceledException(null, exception, cancellationToken);
        }

        if (deadline.Expired)
        {
            return new InferenceException(InferenceErrorCode.ProviderTimeout, $"{provider} did not answer in time.", exception);
        }

        if (_errors.Find(exception) is { } known)
        {
            return known;
        }

        LogUnknown(provider, exception.GetType().FullName, exception.StackTrace);
        return new InferenceException(InferenceErrorCode.ProviderFailed, $"The service of {provider} failed ({exception.GetType().Name}).", exception);
    }

    public InferenceException Cut(string what) => new(InferenceErrorCode.StreamCut, $"The answer of {provider} {what}.");

    public InferenceException Invalid(string what) => new(InferenceErrorCode.ProviderInvalidAnswer, $"The answer of {provider} {what}.");

    /// <summary>An error that the answer carries as a content.</summary>
    public InferenceException Failed(string? code, string? message) => _errors.Of(new ProviderError { Status = 200, Code = code, Message = message });

    /// <summary>Nobody waits for it any more; its end is still looked at, so that nothing that it does goes unseen.</summary>
    public void LeaveBehind(Task? task, Func<ValueTask>? then = null)
    {
        if (task is { IsCompleted: false })
        {
            Interlocked.Increment(ref _left);
            _ = LookAtAsync(task, then);
        }
    }

    /// <summary>What fails once the answer is complete, or its reader has left, concerns nobody but the log.</summary>
    public void LogLate(Exception exception) => LogAfterwards(provider, exception.GetType().FullName, exception.StackTrace);

    private T Whole<T>(T answer) =>
        answer is null || (answer is IEnumerable<object?> parts && parts.Contains(null)) ? throw Invalid("is nothing, or has a part that is") : answer;

    private async Task LookAtAsync(Task task, Func<ValueTask>? then)
    {
        var left = time.GetTimestamp();
        try
        {
            try
            {
                await task;
            }
            finally
            {
                Interlocked.Decrement(ref _left);
            }

            if (time.GetElapsedTime(left) is var late && late > Patience)
            {
                LogWentOn(provider, late.TotalSeconds);
            }
        }
        catch (OperationCanceledException)
        {
            // It stopped as it was told to.
        }
        catch (Exception exception)
        {
            LogLate(exception);
        }

        try
        {
            await (then?.Invoke() ?? ValueTask.CompletedTask);
        }
        catch (Exception exception)
        {
            LogLate(exception);
        }
    }

    private UpstreamDeadline Begin(CancellationToken cancellationToken) => Volatile.Read(ref _left) < MaxLeft
        ? new(limits, time, cancellationToken)
        : throw new InferenceException(
            InferenceErrorCode.ProviderUnreachable,
            $"{provider} is not asked: {MaxLeft.ToString(CultureInfo.InvariantCulture)} calls of its service that were given up have not ended.");

    [LoggerMessage(1, LogLevel.Warning, "The service of {Provider} failed with {Exception}, which is not known here:\n{Trace}")]
    private partial void LogUnknown(string provider, string? exception, string? trace);

    [LoggerMessage(2, LogLevel.Warning, "The service of {Provider} did not stop when its call was given up, and ended {Seconds:0.0} s later; its provider may bill it")]
    private partial void LogWentOn(string provider, double seconds);

    [LoggerMessage(3, LogLevel.Debug, "The service of {Provider} failed with {Exception} after its call had ended:\n{Trace}")]
    private partial void LogAfterwards(string provider, string? exception, string? trace);
}
