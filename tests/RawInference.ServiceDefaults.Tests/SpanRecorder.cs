using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace RawInference.ServiceDefaults.Tests;

/// <summary>Keeps every span that a service would export.</summary>
internal sealed class SpanRecorder : BaseProcessor<Activity>
{
    public ConcurrentQueue<Activity> Spans { get; } = new();

    /// <summary>Released once for each span.</summary>
    public SemaphoreSlim Ended { get; } = new(0);

    public override void OnEnd(Activity data)
    {
        Spans.Enqueue(data);
        Ended.Release();
    }

    protected override void Dispose(bool disposing)
    {
        Ended.Dispose();
        base.Dispose(disposing);
    }
}
