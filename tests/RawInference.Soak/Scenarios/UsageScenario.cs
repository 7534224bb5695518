using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using RawInference.Soak.Calls;
using RawInference.Soak.Figures;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>Many usage records keep the store within its stated size, and every sum is exact.</summary>
internal sealed class UsageScenario : IScenario
{
    /// <summary>docs/state.md: what a million records may take.</summary>
    private const double MostBytesPerRecord = 600;

    private const int DefaultRecords = 100_000;
    private const int Workers = 64;

    public string Name => "usage";

    public string Summary => "100,000 calls: sums exact, the store within its size (--records 1000000 for the full million, about 15 min)";

    public async Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken)
    {
        var calls = options.Records ?? DefaultRecords;
        foreach (var store in Enum.GetValues<StoreKind>().Where(options.Runs))
        {
            await using var deployment = await Deployment.StartAsync(store, cancellationToken);
            report.Section(deployment.Describe);
            var key = await deployment.Operator.MintAsync(cancellationToken);
            var before = await SizeAsync(deployment);
            var tally = new Tally();
            var (completed, tokens) = (0L, 0L);
            var started = Stopwatch.GetTimestamp();
            await Load.CountAsync(
                calls,
                Workers,
                async number =>
                {
                    var result = await deployment.Any(number).InferAsync(InferenceCall.Embedding(key.Secret, "machine learning"), cancellationToken);
                    tally.Add(result.Kind);
                    Interlocked.Add(ref completed, result.Succeeded ? 1 : 0);
                    Interlocked.Add(ref tokens, result.Tokens);
                },
                cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(started);
            report.Line("answers", tally);
            report.Line("calls a second", string.Create(CultureInfo.InvariantCulture, $"{calls / elapsed.TotalSeconds:0}"));

            Judge(report, await deployment.Operator.TotalAsync(key.Id, cancellationToken), completed, tokens);
            var size = (await SizeAsync(deployment)) - before;
            report.Check(
                "the store within its size",
                size / (double)calls <= MostBytesPerRecord,
                string.Create(CultureInfo.InvariantCulture, $"{size / 1e6:0.0} MB, {size / (double)calls:0} bytes a record (at most {MostBytesPerRecord:0}); {size / (double)calls:0} MB a million"));
        }
    }

    private static void Judge(Report report, JsonObject total, long completed, long tokens)
    {
        var requests = (long)total["requests"]!;
        var counted = (long)total["tokens"]!["total"]!;
        report.Check("calls summed exactly", requests == completed, $"{requests} of {completed}");
        report.Check("tokens summed exactly", counted == tokens, $"{counted} of {tokens}");
    }

    /// <summary>Of the database with its log, or of Redis' memory.</summary>
    private static async Task<long> SizeAsync(Deployment deployment) => deployment.Redis is { } redis
        ? await redis.InfoAsync("used_memory")
        : new DirectoryInfo(deployment.Apis[0].DataPath).EnumerateFiles("state.db*").Sum(file => file.Length);
}
