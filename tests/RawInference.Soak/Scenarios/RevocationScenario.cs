using System.Diagnostics;
using System.Text.Json.Nodes;
using RawInference.Soak.Calls;
using RawInference.Soak.Figures;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>What one process changes about a key holds at every other within a second.</summary>
internal sealed class RevocationScenario : IScenario
{
    private const double MostMilliseconds = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Name => "revocation";

    public string Summary => "keys revoked and edited elsewhere, 50 tries each (parts: revoke, edit, command)";

    public async Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken)
    {
        var rounds = options.Rounds ?? 50;
        foreach (var store in Enum.GetValues<StoreKind>().Where(options.Runs))
        {
            await using var deployment = await Deployment.StartAsync(store, cancellationToken);
            report.Section(deployment.Describe);
            if (store == StoreKind.Redis && options.Runs("revoke"))
            {
                await TryAsync("revoked on another server", 401, id => deployment.Operator.RevokeAsync(id, cancellationToken));
            }

            if (store == StoreKind.Redis && options.Runs("edit"))
            {
                var edit = new JsonObject { ["operations"] = new JsonArray("chat") };
                await TryAsync("edited on another server", 403, id => deployment.Operator.EditAsync(id, edit, cancellationToken));
            }

            if (options.Runs("command"))
            {
                await TryAsync("revoked on the command line", 401, id => deployment.Apis[0].CommandAsync(["keys", "revoke", id], cancellationToken));
            }

            async Task TryAsync(string what, int refusal, Func<string, Task> change)
            {
                var times = new List<double>();
                var tally = new Tally();
                for (var round = 0; round < rounds; round++)
                {
                    times.Add(await OnceAsync(deployment, refusal, change, tally, cancellationToken));
                }

                var distribution = new Distribution(times);
                report.Line("answers", tally);
                report.Check($"{what} within 1 s", distribution.Max <= MostMilliseconds, distribution);
            }
        }
    }

    /// <summary>From the change's acknowledgement to the first refusal at the other server, in milliseconds.</summary>
    private static async Task<double> OnceAsync(Deployment deployment, int refusal, Func<string, Task> change, Tally tally, CancellationToken cancellationToken)
    {
        var key = await deployment.Operator.MintAsync(cancellationToken);
        var call = InferenceCall.Embedding(key.Secret, "machine learning");
        var before = await deployment.Last.InferAsync(call, cancellationToken);
        if (!before.Succeeded)
        {
            throw new InvalidOperationException($"A new key was refused: {before.Kind}.");
        }

        await change(key.Id);
        var acknowledged = Stopwatch.GetTimestamp();
        while (true)
        {
            var asked = Stopwatch.GetElapsedTime(acknowledged);
            var result = await deployment.Last.InferAsync(call, cancellationToken);
            tally.Add(result.Kind);
            if (result.Status == refusal || asked > Patience)
            {
                return asked.TotalMilliseconds;
            }

            await Task.Delay(2, cancellationToken);
        }
    }
}
