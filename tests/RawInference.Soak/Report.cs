using System.Diagnostics;
using System.Globalization;

namespace RawInference.Soak;

/// <summary>Prints what a scenario measured as it goes, and keeps whether all of it held.</summary>
internal sealed class Report(string scenario)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _checks;
    private int _failures;

    /// <summary>Nothing checked is nothing shown.</summary>
    public bool Passed => _failures == 0 && _checks > 0;

    public string Verdict => string.Create(
        CultureInfo.InvariantCulture, $"{(Passed ? "PASS" : "FAIL")} {scenario}: {_checks - _failures} of {_checks} checks held");

    public void Section(string title) => Print($"== {scenario}: {title}");

    public void Line(string name, object figures) => Print($"   {name,-34} {figures}");

    public void Check(string what, bool holds, object figures)
    {
        _checks++;
        _failures += holds ? 0 : 1;
        Print($"{(holds ? "ok" : "NO"),2} {what,-34} {figures}");
    }

    private void Print(string text) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(_started).TotalSeconds,6:0.0} s] {text}"));
}
