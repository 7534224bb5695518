using System.Diagnostics;
using System.Globalization;
using RawInference.Soak.Calls;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>Redis fails under load: whoever is known is served, nobody else is, nothing is forgotten, and all is well soon after.</summary>
internal sealed class RedisDownScenario : IScenario
{
    private const double MostMilliseconds = 250;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortDuration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostRecovery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public string Name => "redis-down";

    public string Summary => $"Redis fails for a minute under load (parts: {string.Join(", ", Outage.All.Select(outage => outage.Name))})";

    public async Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken)
    {
        foreach (var outage in Outage.All.Where(outage => options.Runs(outage.Name)))
        {
            await using var deployment = await Deployment.StartAsync(StoreKind.Redis, cancellationToken);
            var duration = options.Duration ?? (outage.IsLong ? DefaultDuration : ShortDuration);
            report.Section(string.Create(CultureInfo.InvariantCulture, $"{outage.Name}, {duration.TotalSeconds:0} s, {deployment.Describe}"));
            await RunAsync(deployment, outage, duration, report, cancellationToken);
        }
    }

    private static async Task RunAsync(Deployment deployment, Outage outage, TimeSpan duration, Report report, CancellationToken cancellationToken)
    {
        var load = await OutageLoad.PrepareAsync(deployment, cancellationToken);
        using var loading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = load.RunAsync(loading.Token);
        await Task.Delay(Calm, cancellationToken);

        load.Phase = OutagePhase.During;
        await outage.Begin(deployment.Redis!, cancellationToken);
        await Task.Delay(duration / 2, cancellationToken);
        report.Line("health during it", string.Join(", ", await Task.WhenAll(deployment.Apis.Select(api => api.Gateway.HealthAsync(cancellationToken)))));
        await Task.Delay(duration / 2, cancellationToken);
        await outage.End(deployment.Redis!, cancellationToken);

        var recovery = await RecoverAsync(deployment, outage, cancellationToken);
        load.Phase = OutagePhase.After;
        await Task.Delay(Calm, cancellationToken);
        await loading.CancelAsync();
        await running;

        OutageVerdict.Judge(report, outage, load);
        var overhead = load.Overheads(OutagePhase.During);
        var most = MostMilliseconds + load.Overheads(OutagePhase.Before).Max;
        report.Line("beyond the provider, before", load.Overheads(OutagePhase.Before));
        report.Check("no wait beyond 250 ms for Redis", overhead.Max <= most, string.Create(CultureInfo.InvariantCulture, $"{overhead} (at most {most:0})"));
        report.Check("normal again within 5 s", recovery <= MostRecovery, string.Create(CultureInfo.InvariantCulture, $"{recovery.TotalMilliseconds:0} ms"));
        await JudgeRecordsAsync(deployment, outage, load, report, cancellationToken);
    }

    /// <summary>Until every server says that it is healthy, and serves a new key with a budget.</summary>
    private static async Task<TimeSpan> RecoverAsync(Deployment deployment, Outage outage, CancellationToken cancellationToken)
    {
        var back = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(back) < Patience && !await IsNormalAsync(deployment, outage, cancellationToken))
        {
            await Task.Delay(20, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(back);
    }

    private static async Task<bool> IsNormalAsync(Deployment deployment, Outage outage, CancellationToken cancellationToken)
    {
        try
        {
            var key = await deployment.Operator.MintAsync(null, 1_000, cancellationToken);
            foreach (var api in deployment.Apis)
            {
                // Who has lost everything says so until a person has seen to it, and serves on.
                var isHealthy = outage.Forgets || await api.Gateway.HealthAsync(cancellationToken) == "Healthy";
                if (!isHealthy || !(await api.Gateway.InferAsync(InferenceCall.Chat(key.Secret, "Say hello"), cancellationToken)).Succeeded)
                {
                    return false;
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            // The key could not be minted yet.
            return false;
        }
    }

    /// <summary>Records that waited in the data folders are handed over meanwhile.</summary>
    private static async Task JudgeRecordsAsync(Deployment deployment, Outage outage, OutageLoad load, Report report, CancellationToken cancellationToken)
    {
        var answers = load.Answers.Where(answer => !outage.Forgets || answer.Phase == OutagePhase.During).Select(answer => answer.Id).ToHashSet();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var records = new List<UsageEntry>();
            foreach (var key in load.Keys)
            {
                records.AddRange(await deployment.Operator.RecordsAsync(key.Id, cancellationToken));
            }

            var ids = records.Select(record => record.Id).ToHashSet();
            var lost = answers.Count(id => !ids.Contains(id));
            if (lost == 0 || Stopwatch.GetElapsedTime(started) > Patience)
            {
                report.Check("no record lost", lost == 0, $"{answers.Count} answers, {lost} without a record");
                report.Check("no record twice", ids.Count == records.Count, $"{records.Count} records, {records.Count - ids.Count} doubled");
                return;
            }

            await Task.Delay(500, cancellationToken);
        }
    }
}
