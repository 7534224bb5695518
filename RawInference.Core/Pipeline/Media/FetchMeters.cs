using System.Diagnostics.Metrics;

namespace RawInference.Core.Pipeline.Media;

/// <summary>
/// Keeps the client's own metrics out of the gateway's: they carry the host's name as a tag, and callers choose the hosts.
/// </summary>
internal sealed class FetchMeters : IMeterFactory
{
    private readonly Meter _unheard = new("RawInference.Media.Unheard");

    public Meter Create(MeterOptions options) => _unheard;

    public void Dispose() => _unheard.Dispose();
}
