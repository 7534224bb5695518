using System.Collections.Concurrent;

namespace RawInference.Emulator.Faults;

/// <summary>Counts the requests of each fault specification, for <c>fail-times</c>.</summary>
internal sealed class FaultCounters
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>How many requests came with this specification, this one included.</summary>
    public int Next(string specification) => _counts.AddOrUpdate(specification, 1, (_, count) => count + 1);

    public void Reset() => _counts.Clear();
}
