using System.Collections.Concurrent;

namespace RawInference;

/// <summary>
/// What one journey has shown: faces write headers from it, the remote client reads them back.
/// Shared by every item of an answer and by its exception; safe to add to from the parts of one call.
/// </summary>
public sealed class CallFacts
{
    private readonly ConcurrentQueue<InferenceAttempt> _attempts = new();
    private readonly ConcurrentQueue<InferenceWarning> _warnings = new();
    private readonly ConcurrentDictionary<InferenceWarning, bool> _seen = new();

    /// <summary>Facts of an item that no pipeline has touched. They are shared by all calls, so nothing can be added to them.</summary>
    public static CallFacts None { get; } = new();

    /// <summary>The caller's or the gateway's id of the request.</summary>
    public string RequestId { get; set => field = Writable(value); } = "";

    /// <summary>Version of the configuration that served the call.</summary>
    public string? ConfigurationVersion { get; set => field = Writable(value); }

    /// <summary>The gateway's own time: the whole less what was spent waiting for providers and media.</summary>
    public TimeSpan? Overhead { get; set => field = Writable(value); }

    /// <summary>Where the limits of requests and tokens stood when they admitted or refused the call; empty where there are none, or none were asked.</summary>
    public IReadOnlyList<LimitState> Limits { get; set => field = Writable(value); } = [];

    /// <summary>What the response cache did; null where it was not asked.</summary>
    public CacheState? Cache { get; set => field = Writable(value); }

    /// <summary>The answer is that of an earlier call with the same idempotency key, as it was.</summary>
    public bool Replayed { get; set => field = Writable(value); }

    /// <summary>Every try so far, in order of its end.</summary>
    public IReadOnlyCollection<InferenceAttempt> Attempts => _attempts;

    /// <summary>Every warning so far, each once.</summary>
    public IReadOnlyCollection<InferenceWarning> Warnings => _warnings;

    public void Add(InferenceAttempt attempt) => _attempts.Enqueue(Writable(attempt));

    public void Add(InferenceWarning warning)
    {
        if (_seen.TryAdd(Writable(warning), true))
        {
            _warnings.Enqueue(warning);
        }
    }

    private T Writable<T>(T value) =>
        ReferenceEquals(this, None) ? throw new InvalidOperationException("These facts belong to no call: give the item its call's own first.") : value;
}
