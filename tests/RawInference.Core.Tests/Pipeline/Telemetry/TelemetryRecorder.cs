using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using RawInference.Core.Pipeline.Telemetry;

namespace RawInference.Core.Tests.Pipeline.Telemetry;

/// <summary>The spans and measurements of one test: listeners are the whole process's, so they are told apart by trace.</summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly Activity _caller;

    public TelemetryRecorder()
    {
        _caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == InferenceTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == InferenceTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.Start();
    }

    public Activity Caller => _caller;

    public IReadOnlyCollection<Activity> Spans => _stopped;

    public Activity Request => _stopped.Single(span => span.ParentSpanId == _caller.SpanId);

    public IEnumerable<Activity> Attempts => _stopped.Where(span => span.OperationName.StartsWith("attempt", StringComparison.Ordinal));

    public IEnumerable<Measurement> Of(string instrument) => _measurements.Where(measurement => measurement.Instrument == instrument);

    /// <summary>All tags of all spans and measurements, as text.</summary>
    public string Everything => string.Join('\n', _stopped
        .SelectMany(span => span.TagObjects.Select(tag => $"{span.DisplayName} {tag.Key}={tag.Value}"))
        .Concat(_measurements.SelectMany(measurement => measurement.Tags.Select(tag => $"{tag.Key}={tag.Value}"))));

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
        _caller.Dispose();
    }

    private void Stopped(Activity span)
    {
        if (span.TraceId == _caller.TraceId)
        {
            _stopped.Enqueue(span);
        }
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Activity.Current?.TraceId == _caller.TraceId)
        {
            _measurements.Enqueue(new Measurement(instrument.Name, value, tags.ToArray().ToDictionary()));
        }
    }

    internal sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
