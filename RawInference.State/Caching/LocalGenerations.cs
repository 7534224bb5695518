using System.Collections.Concurrent;
using System.Globalization;

namespace RawInference.State.Caching;

/// <summary>Of one process: they need not outlive it, as its answers do not either.</summary>
internal sealed class LocalGenerations : ICacheGenerations
{
    private readonly ConcurrentDictionary<(string Organization, string Namespace), long> _renewed = new();

    public ValueTask<string?> CurrentAsync(string organization, string @namespace, CancellationToken cancellationToken) =>
        new(_renewed.GetValueOrDefault((organization, @namespace)).ToString(CultureInfo.InvariantCulture));

    public ValueTask RenewAsync(string organization, string @namespace, CancellationToken cancellationToken)
    {
        _renewed.AddOrUpdate((organization, @namespace), 1, (_, generation) => generation + 1);
        return ValueTask.CompletedTask;
    }
}
