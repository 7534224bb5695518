using System.Collections.Concurrent;

namespace RawInference.Core.Tests.Pipeline.FanOut;

/// <summary>Holds each named call until the test lets it go.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _arrivals = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _releases = new();
    private readonly ConcurrentDictionary<string, bool> _waiting = new();
    private readonly Lock _lock = new();

    public int Waiting => _waiting.Count;

    public int MostWaiting { get; private set; }

    public Task ArrivalOf(string name) => Of(_arrivals, name).Task;

    public void Release(string name)
    {
        _waiting.TryRemove(name, out _);
        Of(_releases, name).TrySetResult();
    }

    public void Fail(string name, Exception failure) => Of(_releases, name).TrySetException(failure);

    public void ReleaseAny() => Release(_waiting.Keys.First());

    public async Task WaitAsync(string name, CancellationToken cancellationToken)
    {
        _waiting[name] = true;
        lock (_lock)
        {
            MostWaiting = Math.Max(MostWaiting, _waiting.Count);
        }

        Of(_arrivals, name).TrySetResult();
        try
        {
            await Of(_releases, name).Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(name, out _);
        }
    }

    /// <summary>Yields until something holds.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> sources, string name) =>
        sources.GetOrAdd(name, _ => Source());

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
