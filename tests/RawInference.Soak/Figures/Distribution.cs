using System.Globalization;

namespace RawInference.Soak.Figures;

/// <summary>Milliseconds of many tries.</summary>
internal sealed class Distribution(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    public double Max => Percentile(1);

    /// <summary>The least value that this part of all is not above; 0 where there are none.</summary>
    public double Percentile(double part) =>
        _sorted.Length == 0 ? 0 : _sorted[Math.Clamp((int)Math.Ceiling(part * _sorted.Length) - 1, 0, _sorted.Length - 1)];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"n={Count} p50={Percentile(0.5):0.0} p95={Percentile(0.95):0.0} p99={Percentile(0.99):0.0} max={Max:0.0} ms");
}
