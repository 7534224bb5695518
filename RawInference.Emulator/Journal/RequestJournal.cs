namespace RawInference.Emulator.Journal;

/// <summary>What the emulator received: the ground truth for lost, doubled and cancelled calls.</summary>
internal sealed class RequestJournal(TimeProvider time)
{
    private const int MaxRequests = 1000;

    private readonly Lock _gate = new();
    private readonly LinkedList<ReceivedRequest> _requests = new();
    private readonly SortedDictionary<string, PathCounters> _counters = new(StringComparer.Ordinal);
    private long _lastId;
    private int _generation;

    public ReceivedRequest Begin(string method, string path, out int generation)
    {
        lock (_gate)
        {
            var request = new ReceivedRequest(++_lastId, method, path, time.GetUtcNow());
            _requests.AddLast(request);
            if (_requests.Count > MaxRequests)
            {
                _requests.RemoveFirst();
            }

            Count(path, counters => counters with { Received = counters.Received + 1 });
            generation = _generation;
            return request;
        }
    }

    /// <summary>Ends a request; the first end counts, so a client's leaving that is noticed twice is one abort.</summary>
    public void End(ReceivedRequest request, int generation, RequestState state, int? status)
    {
        lock (_gate)
        {
            if (request.State != RequestState.Open)
            {
                return;
            }

            request.State = state;
            request.Status = status;
            request.EndedAt = time.GetUtcNow();

            // A request that was open at a reset is no longer counted as received either.
            if (generation == _generation)
            {
                Count(request.Path, counters => state == RequestState.Aborted
                    ? counters with { Aborted = counters.Aborted + 1 }
                    : counters with { Completed = counters.Completed + 1 });
            }
        }
    }

    public IReadOnlyList<ReceivedRequest> Requests()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    public IReadOnlyDictionary<string, PathCounters> Counters()
    {
        lock (_gate)
        {
            return new Dictionary<string, PathCounters>(_counters);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _requests.Clear();
            _counters.Clear();
            _generation++;
        }
    }

    private void Count(string path, Func<PathCounters, PathCounters> change) =>
        _counters[path] = change(_counters.GetValueOrDefault(path) ?? new PathCounters(0, 0, 0));
}
