using System.Text.Json.Nodes;
using RawInference.Soak.Calls;
using RawInference.Soak.Figures;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>Exactly N of many concurrent calls pass a limit of N, over all servers; and a Retry-After that is obeyed succeeds.</summary>
internal sealed class LimitsScenario : IScenario
{
    private const int Limit = 100;
    private const int Calls = 1_000;
    private const int Waiters = 10;

    public string Name => "limits";

    public string Summary => "1,000 concurrent calls on a limit of 100, 50 rounds; Retry-After (parts: admission, retry-after)";

    public async Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken)
    {
        foreach (var store in Enum.GetValues<StoreKind>().Where(options.Runs))
        {
            await using var deployment = await Deployment.StartAsync(store, cancellationToken);
            report.Section(deployment.Describe);
            if (options.Runs("admission"))
            {
                await AdmitAsync(deployment, options.Rounds ?? 50, report, cancellationToken);
            }

            if (options.Runs("retry-after"))
            {
                await ObeyAsync(deployment, report, cancellationToken);
            }
        }
    }

    private static async Task AdmitAsync(Deployment deployment, int rounds, Report report, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        var (exact, over, under) = (0, 0, 0);
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var key = await deployment.Operator.MintAsync(new JsonObject { ["requests_per_minute"] = Limit }, null, cancellationToken);
            var call = InferenceCall.Embedding(key.Secret, "machine learning");
            var before = await deployment.Emulator.ReceivedAsync(cancellationToken);
            var results = await Load.BurstAsync(Calls, number => deployment.Any(number).InferAsync(call, cancellationToken));
            var asked = (int)(await deployment.Emulator.ReceivedAsync(cancellationToken) - before);
            foreach (var result in results)
            {
                tally.Add(result.Kind);
            }

            times.AddRange(results.Select(result => result.Elapsed.TotalMilliseconds));
            over += Math.Max(0, asked - Limit);
            under += Math.Max(0, Limit - asked);
            var (admitted, refused) = (results.Count(result => result.Succeeded), results.Count(result => result.Status == 429));
            var isExact = asked == Limit && admitted == Limit && refused == Calls - Limit;
            exact += isExact ? 1 : 0;
            if (!isExact)
            {
                report.Line($"round {round + 1}", $"{admitted} admitted, {refused} refused, {Calls - admitted - refused} neither; {asked} reached the provider");
            }
        }

        report.Line("answers", tally);
        report.Line("time of a call", new Distribution(times));
        if (deployment.Redis is { } redis)
        {
            report.Line("scripts", await redis.ScriptStatisticsAsync());
        }

        report.Check($"exactly {Limit} of {Calls} admitted", exact == rounds, $"{exact} of {rounds} rounds; {over} over-admissions, {under} too few");
    }

    private static async Task ObeyAsync(Deployment deployment, Report report, CancellationToken cancellationToken)
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, Waiters * 2).Select(number => ObeyOnceAsync(deployment, number, cancellationToken)));
        var tally = new Tally();
        foreach (var (_, second) in tries)
        {
            tally.Add(second.Kind);
        }

        report.Line("Retry-After", new Distribution(tries.Select(pair => pair.Wait.TotalMilliseconds)));
        report.Check("obeying Retry-After succeeds", tries.All(pair => pair.Second.Succeeded), tally);
    }

    /// <summary>Uses a limit up over a few seconds, then waits exactly as long as it is told to.</summary>
    private static async Task<(TimeSpan Wait, CallResult Second)> ObeyOnceAsync(Deployment deployment, int number, CancellationToken cancellationToken)
    {
        // Of tokens, each call holds what its prompt may be and 1,000 of completion until it has ended.
        var limits = number < Waiters ? new JsonObject { ["requests_per_minute"] = 5 } : new JsonObject { ["tokens_per_minute"] = 1_200 };
        var key = await deployment.Operator.MintAsync(limits, null, cancellationToken);
        var call = InferenceCall.Chat(key.Secret, "Write 40 words");
        var result = new CallResult { Kind = "not asked" };
        for (var calls = 0; calls == 0 || result.Succeeded; calls++)
        {
            result = await deployment.Any(calls).InferAsync(call, cancellationToken);
            await Task.Delay(Random.Shared.Next(700), cancellationToken);
        }

        var wait = result.RetryAfter ?? TimeSpan.Zero;
        await Task.Delay(wait, cancellationToken);
        return (wait, await deployment.Any(number).InferAsync(call, cancellationToken));
    }
}
