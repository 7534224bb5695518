using RawInference.Soak.Calls;
using RawInference.Soak.Figures;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>Many duplicates under one idempotency key are one call of the provider, and every answer is the same, byte for byte.</summary>
internal sealed class IdempotencyScenario : IScenario
{
    private const int Duplicates = 200;
    private const int MostTries = 60;

    public string Name => "idempotency";

    public string Summary => "200 parallel duplicates are one call; replays are byte-identical, after a restart too; 10 rounds each";

    public async Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken)
    {
        foreach (var store in Enum.GetValues<StoreKind>().Where(options.Runs))
        {
            await using var deployment = await Deployment.StartAsync(store, cancellationToken);
            report.Section(deployment.Describe);
            var key = await deployment.Operator.MintAsync(cancellationToken);
            var answers = new List<(InferenceCall Call, byte[] Bytes)>();
            foreach (var stream in new[] { false, true })
            {
                await RepeatAsync(deployment, key, stream, options.Rounds ?? 10, report, answers, cancellationToken);
            }

            await RestartAsync(deployment, answers, report, cancellationToken);
        }
    }

    private static async Task RepeatAsync(
        Deployment deployment,
        MintedKey key,
        bool stream,
        int rounds,
        Report report,
        List<(InferenceCall Call, byte[] Bytes)> answers,
        CancellationToken cancellationToken)
    {
        var tally = new Tally();
        var (single, identical) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var call = InferenceCall.Chat(key.Secret, $"Write 30 words, number {round}", "delay:200", stream) with { IdempotencyKey = Guid.NewGuid().ToString("N") };
            var before = await deployment.Emulator.ReceivedAsync(cancellationToken);
            var results = await Load.BurstAsync(Duplicates, number => UntilAnsweredAsync(deployment.Any(number), call, tally, cancellationToken));
            single += await deployment.Emulator.ReceivedAsync(cancellationToken) - before == 1 ? 1 : 0;
            identical += results.All(result => result.Succeeded && result.Bytes.AsSpan().SequenceEqual(results[0].Bytes)) ? 1 : 0;
            answers.Add((call, results[0].Bytes));
        }

        var what = stream ? "streams" : "answers";
        report.Line(what, tally);
        report.Check($"{what}: one call of the provider", single == rounds, $"{single} of {rounds} rounds of {Duplicates}");
        report.Check($"{what}: byte-identical", identical == rounds, $"{identical} of {rounds} rounds");
    }

    /// <summary>As a client does that is told that its call is in flight.</summary>
    private static async Task<CallResult> UntilAnsweredAsync(Gateway gateway, InferenceCall call, Tally tally, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await gateway.InferAsync(call, cancellationToken);
            tally.Add(result.Replayed ? $"{result.Kind} replayed" : result.Kind);
            if (result.Status != 409 || attempt == MostTries)
            {
                return result;
            }

            await Task.Delay(result.RetryAfter ?? TimeSpan.Zero, cancellationToken);
        }
    }

    private static async Task RestartAsync(
        Deployment deployment, List<(InferenceCall Call, byte[] Bytes)> answers, Report report, CancellationToken cancellationToken)
    {
        foreach (var api in deployment.Apis)
        {
            await api.KillAsync();
            await api.StartAsync(cancellationToken);
        }

        var before = await deployment.Emulator.ReceivedAsync(cancellationToken);
        var identical = 0;
        foreach (var (call, bytes) in answers)
        {
            var result = await deployment.Last.InferAsync(call, cancellationToken);
            identical += result.Replayed && result.Bytes.AsSpan().SequenceEqual(bytes) ? 1 : 0;
        }

        var asked = await deployment.Emulator.ReceivedAsync(cancellationToken) - before;
        report.Check("the same after kill -9 and restart", identical == answers.Count && asked == 0, $"{identical} of {answers.Count} replays; {asked} further calls");
    }
}
