using RawInference.Soak.Scenarios;

namespace RawInference.Soak;

/// <summary>Every scenario, in the order in which <c>all</c> runs them.</summary>
internal static class ScenarioList
{
    private const string All = "all";

    private static readonly IScenario[] Scenarios =
    [
        new LimitsScenario(),
        new CrashScenario(),
        new RedisDownScenario(),
        new IdempotencyScenario(),
        new UsageScenario(),
        new RevocationScenario(),
        new CancelScenario(),
    ];

    public static string Usage => string.Join(
        Environment.NewLine,
        [
            "tests/soak.sh NAME [--duration SECONDS] [--rounds N] [--records N] [--store redis|local] [--only PART]",
            .. Scenarios.Select(scenario => $"  {scenario.Name,-12} {scenario.Summary}"),
            $"  {All,-12} every one of them, one after the other",
        ]);

    public static bool Knows(string name) => name == All || Scenarios.Any(scenario => scenario.Name == name);

    /// <summary>Whether everything held.</summary>
    public static async Task<bool> RunAsync(SoakOptions options, CancellationToken cancellationToken)
    {
        var reports = new List<Report>();
        foreach (var scenario in Scenarios.Where(scenario => options.Name is All || options.Name == scenario.Name))
        {
            var report = new Report(scenario.Name);
            reports.Add(report);
            try
            {
                await scenario.RunAsync(options, report, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                report.Check("ran to its end", false, "it was interrupted");
                break;
            }
            catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or TimeoutException or TaskCanceledException)
            {
                report.Check("ran to its end", false, exception.ToString());
            }
        }

        foreach (var report in reports)
        {
            Console.WriteLine(report.Verdict);
        }

        return reports.TrueForAll(report => report.Passed);
    }
}
