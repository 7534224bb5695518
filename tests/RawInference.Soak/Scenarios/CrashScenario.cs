using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using RawInference.Soak.Calls;
using RawInference.Soak.Figures;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>After any mix of success, error, cancel, timeout and kill -9: capacity = remaining + used + reserved, and one record per call.</summary>
internal sealed class CrashScenario : IScenario
{
    private const int Workers = 16;
    private const int DifferentCalls = 4_000;

    private static readonly TimeSpan DefaultBurst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);

    private static readonly TimeSpan WithoutServer = TimeSpan.FromMilliseconds(200);

    /// <summary>Tokens stay in their window for a minute: balances are compared before the first ones leave.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(58);

    public string Name => "crash";

    public string Summary => "a mix of endings under kill -9, 3 rounds: balances to the token, one record per call";

    public async Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken)
    {
        foreach (var store in Enum.GetValues<StoreKind>().Where(options.Runs))
        {
            var seed = Random.Shared.Next();
            var mix = new CrashMix(DifferentCalls, seed);
            await using var deployment = await Deployment.StartAsync(store, mix.Aliases, cancellationToken);
            report.Section($"{deployment.Describe}, seed {seed}");
            for (var round = 1; round <= (options.Rounds ?? 3); round++)
            {
                report.Line("round", round);
                await RoundAsync(deployment, mix, options.Duration ?? DefaultBurst, report, cancellationToken);
            }
        }
    }

    private static async Task RoundAsync(Deployment deployment, CrashMix mix, TimeSpan burst, Report report, CancellationToken cancellationToken)
    {
        var limits = new JsonObject { ["requests_per_minute"] = 1_000_000, ["tokens_per_minute"] = 1_000_000_000, ["concurrency"] = 100_000 };
        var key = await deployment.Operator.MintAsync(limits, null, cancellationToken);
        var budget = await CrashBudget.PrepareAsync(deployment, cancellationToken);
        var watch = new JournalWatch(deployment.Emulator, await deployment.Emulator.LastIdAsync(cancellationToken));
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var journal = watch.RunAsync(watching.Token);
        var tally = new Tally();
        var answered = new ConcurrentBag<string>();
        var started = Stopwatch.GetTimestamp();
        var killing = KillAsync(deployment, burst, cancellationToken);
        var paying = budget.RunAsync(burst, cancellationToken);
        await Load.ForAsync(
            burst,
            Workers,
            Rest,
            async number =>
            {
                var result = number < mix.Count
                    ? await deployment.Any(number).InferAsync(mix.Call(key.Secret, number), cancellationToken)
                    : new CallResult { Kind = "no call left" };
                tally.Add(result.Kind);
                if (result.Id is { } id)
                {
                    answered.Add(id);
                }

                if (result.Status == 0)
                {
                    await Task.Delay(WithoutServer, cancellationToken);
                }
            },
            cancellationToken);
        await paying;
        var kills = await killing;

        var balances = await SettledAsync(deployment, key, started, cancellationToken);
        var isWhole = Stopwatch.GetElapsedTime(started) < Window;
        await watching.CancelAsync();
        await journal;
        var records = await deployment.Operator.RecordsAsync(key.Id, cancellationToken);
        report.Line("calls", $"{tally.Total}, {kills} x kill -9");
        report.Line("endings", tally);
        CrashVerdict.Judge(report, watch, [.. answered], records);
        CrashVerdict.Judge(report, balances, records, isWhole);
        await budget.JudgeAsync(report, cancellationToken);
        CrashVerdict.Judge(report, await deployment.Operator.TotalAsync(key.Id, cancellationToken), records);
    }

    private static async Task<int> KillAsync(Deployment deployment, TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var kills = 0;
        while (true)
        {
            await Task.Delay(Random.Shared.Next(1_000, 3_000), cancellationToken);
            if (Stopwatch.GetElapsedTime(started) > duration)
            {
                return kills;
            }

            var api = deployment.Apis[Random.Shared.Next(deployment.Apis.Count)];
            await api.KillAsync();
            kills++;
            await api.StartAsync(cancellationToken);
        }
    }

    /// <summary>When nothing is reserved any more, or the window is over.</summary>
    private static async Task<Balance[]> SettledAsync(Deployment deployment, MintedKey key, long started, CancellationToken cancellationToken)
    {
        while (true)
        {
            var balances = await deployment.Operator.BalancesAsync(key.Id, cancellationToken);
            if (balances.All(balance => balance.Reserved == 0) || !balances.All(balance => balance.IsConserved) || Stopwatch.GetElapsedTime(started) > Window)
            {
                return balances;
            }

            await Task.Delay(250, cancellationToken);
        }
    }
}
