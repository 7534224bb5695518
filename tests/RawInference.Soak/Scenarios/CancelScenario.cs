using RawInference.Soak.Calls;
using RawInference.Soak.Figures;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>A client that leaves frees the provider's call: the time between the two, by where in the call it left.</summary>
internal sealed class CancelScenario : IScenario
{
    private const double MostMilliseconds = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Name => "cancel";

    public string Summary => "a client leaves before the first token, mid-stream and unary: when the provider sees it, 50 tries each";

    public async Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken)
    {
        await using var deployment = await Deployment.StartAsync(options.Store ?? StoreKind.Local, cancellationToken);
        report.Section(deployment.Describe);
        var key = await deployment.Operator.MintAsync(cancellationToken);
        await deployment.First.InferAsync(InferenceCall.Chat(key.Secret, "Say hello", stream: true), cancellationToken);
        (string What, InferenceCall Call, bool ReadsFirst)[] windows =
        [
            ("left before the first token", InferenceCall.Chat(key.Secret, "Write 500 words", "delay:5000", stream: true), false),
            ("left in the middle of a stream", InferenceCall.Chat(key.Secret, "Write 500 words", "pace:50", stream: true), true),
            ("left a call without a stream", InferenceCall.Chat(key.Secret, "Write 500 words", "delay:5000"), false),
        ];
        foreach (var (what, call, readsFirst) in windows)
        {
            var times = new List<double>();
            for (var round = 0; round < (options.Rounds ?? 50); round++)
            {
                times.Add(await LeaveAsync(deployment, call, readsFirst, cancellationToken));
            }

            var distribution = new Distribution(times);
            report.Check(what, distribution.Percentile(0.95) <= MostMilliseconds, $"{distribution} (p95 at most {MostMilliseconds} ms)");
        }
    }

    private static async Task<double> LeaveAsync(Deployment deployment, InferenceCall call, bool readsFirst, CancellationToken cancellationToken)
    {
        var before = await deployment.Emulator.ReceivedAsync(cancellationToken);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var request = Gateway.Request(call);
        var sending = deployment.First.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
        while (await deployment.Emulator.ReceivedAsync(cancellationToken) == before)
        {
            await Task.Delay(5, cancellationToken);
        }

        var response = readsFirst ? await sending : null;
        if (response is not null)
        {
            await (await response.Content.ReadAsStreamAsync(cancellationToken)).ReadExactlyAsync(new byte[50], cancellationToken);
        }

        var left = DateTimeOffset.UtcNow;
        await leaving.CancelAsync();
        response?.Dispose();
        await (sending as Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (await SeenAsync(deployment.Emulator, cancellationToken) - left).TotalMilliseconds;
    }

    /// <summary>When the emulator saw its last request's client leave; now, where it has not seen it in good time.</summary>
    private static async Task<DateTimeOffset> SeenAsync(EmulatorProcess emulator, CancellationToken cancellationToken)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var last = (await emulator.RequestsAsync(cancellationToken))[^1];
            if ((string)last["state"]! == "aborted")
            {
                return (DateTimeOffset)last["ended_at"]!;
            }

            if (DateTimeOffset.UtcNow > until)
            {
                return DateTimeOffset.UtcNow;
            }

            await Task.Delay(10, cancellationToken);
        }
    }
}
