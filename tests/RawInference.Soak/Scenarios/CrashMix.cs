using RawInference.Soak.Calls;

namespace RawInference.Soak.Scenarios;

/// <summary>
/// A mix of everything that can become of a call. Each call has an alias of its own, which usage records tell, and whose target
/// tells the emulator the same name and what it shall play: so that what was received and what was written down can be compared.
/// </summary>
internal sealed class CrashMix
{
    /// <summary>Leases last for this and 30 s.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private static readonly (int Weight, string Faults, bool Stream, bool Leaves)[] Kinds =
    [
        (34, "delay:20", false, false),
        (20, "pace:5", true, false),
        (8, "delay:400", false, false),
        (8, "status:500", false, false),
        (4, "status:429;retry-after:9", false, false),
        (5, "cut:2", true, false),
        (5, "error-frame:2", true, false),
        (4, "hang", false, false),
        (4, "pace:400", true, false),
        (4, "delay:500", false, true),
        (4, "pace:50", true, true),
    ];

    private readonly (string Alias, string Faults, bool Stream, bool Leaves)[] _calls;

    public CrashMix(int count, int seed)
    {
        var random = new Random(seed);
        _calls = [.. Enumerable.Range(0, count).Select(number => Draw(random, $"c{number}"))];
    }

    /// <summary>How many different calls there are.</summary>
    public int Count => _calls.Length;

    public IReadOnlyDictionary<string, string> Aliases => _calls.ToDictionary(
        call => call.Alias, call => $"{InferenceCall.Provider}/{InferenceCall.ModelWith($"key:{call.Alias};{call.Faults}")}");

    public InferenceCall Call(string key, int number)
    {
        var (alias, _, stream, leaves) = _calls[number];
        var call = InferenceCall.Alias(key, alias, "Write 20 words", stream, Timeout);
        return leaves ? call with { LeavesAfter = TimeSpan.FromMilliseconds(Random.Shared.Next(5, 300)) } : call;
    }

    private static (string Alias, string Faults, bool Stream, bool Leaves) Draw(Random random, string alias)
    {
        var drawn = random.Next(Kinds.Sum(kind => kind.Weight));
        var (_, faults, stream, leaves) = Kinds.First(kind => (drawn -= kind.Weight) < 0);
        return (alias, faults, stream, leaves);
    }
}
