using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RawInference.Core.Pipeline.Telemetry;

/// <summary>The source and the meter of inference, with the names of the GenAI semantic conventions.</summary>
public static class InferenceTelemetry
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Name = "RawInference";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);
}
