using System.Collections.Concurrent;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Calls;

/// <summary>
/// Which calls the emulator received, by the mark that each has in its model's name (<c>key:{mark};</c>).
/// The emulator keeps a thousand requests, so this reads on while they come.
/// </summary>
internal sealed class JournalWatch(EmulatorProcess emulator, long from)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The last request that came before.</summary>
    private readonly long _from = from;

    private readonly ConcurrentDictionary<long, string?> _marks = new();
    private readonly ConcurrentDictionary<string, byte> _completed = new(StringComparer.Ordinal);

    /// <summary>Marks of all calls with one that reached the provider, however they ended.</summary>
    public HashSet<string> Received => [.. _marks.Values.OfType<string>()];

    /// <summary>Marks of those that the provider answered to the end, with 200.</summary>
    public IReadOnlyCollection<string> Completed => [.. _completed.Keys];

    /// <summary>Until it is cancelled; then once more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await ReadAsync();
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        foreach (var request in await emulator.RequestsAsync(CancellationToken.None))
        {
            var id = (long)request["id"]!;
            if (id <= _from || (request["model"] is null && !_marks.ContainsKey(id)))
            {
                // Its body may not be there yet.
                continue;
            }

            if (!_marks.TryGetValue(id, out var mark))
            {
                var body = await emulator.BodyAsync(id, CancellationToken.None);
                _marks[id] = mark = MarkOf((string)body["model"]!);
            }

            if (mark is not null && (string)request["state"]! == "completed" && (int?)request["status"] == 200 && !(bool)request["cut_by_emulator"]!)
            {
                _completed[mark] = 0;
            }
        }
    }

    private static string? MarkOf(string model)
    {
        const string Key = "key:";
        var at = model.IndexOf(Key, StringComparison.Ordinal);
        return at < 0 ? null : model[(at + Key.Length)..].Split(';')[0];
    }
}
