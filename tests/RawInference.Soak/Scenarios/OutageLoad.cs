using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using RawInference.Soak.Calls;
using RawInference.Soak.Figures;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>Those who call through an outage, and what they got.</summary>
internal sealed partial class OutageLoad
{
    public const string Plain = "known key";
    public const string Budget = "key with a budget";
    public const string Idempotent = "call with an Idempotency-Key";
    public const string Unknown = "unknown key";
    public const string Revoked = "revoked key";

    private const int UnknownKeys = 4;
    private const int ProviderMilliseconds = 20;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Deployment _deployment;
    private readonly ConcurrentDictionary<(string, OutagePhase), Tally> _tallies = new();
    private readonly ConcurrentDictionary<OutagePhase, ConcurrentBag<double>> _overheads = new();
    private readonly ConcurrentBag<(OutagePhase Phase, string Id)> _answers = [];
    private readonly Dictionary<string, MintedKey> _keys = [];
    private readonly List<string> _unknown = [];

    private OutageLoad(Deployment deployment) => _deployment = deployment;

    public OutagePhase Phase { get; set; }

    /// <summary>Ids of all answers that callers got.</summary>
    public IReadOnlyCollection<(OutagePhase Phase, string Id)> Answers => _answers;

    /// <summary>Those whose usage is recorded.</summary>
    public IEnumerable<MintedKey> Keys => _keys.Values;

    public static async Task<OutageLoad> PrepareAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var load = new OutageLoad(deployment);
        load._keys[Plain] = await deployment.Operator.MintAsync(cancellationToken);
        load._keys[Budget] = await deployment.Operator.MintAsync(null, 1_000, cancellationToken);
        load._keys[Idempotent] = await deployment.Operator.MintAsync(cancellationToken);
        load._keys[Revoked] = await deployment.Operator.MintAsync(cancellationToken);
        for (var number = 0; number < UnknownKeys; number++)
        {
            load._unknown.Add(Secret().Match(await deployment.Apis[0].CommandAsync(["keys", "new"], cancellationToken)).Value);
        }

        foreach (var api in deployment.Apis)
        {
            await Task.WhenAll(load._keys.Select(key => api.Gateway.InferAsync(Call(key.Key, key.Value.Secret, stream: false), cancellationToken)));
        }

        await deployment.Operator.RevokeAsync(load._keys[Revoked].Id, cancellationToken);
        return load;
    }

    /// <summary>Until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        RunAsync(Plain, 8, cancellationToken),
        RunAsync(Budget, 2, cancellationToken),
        RunAsync(Idempotent, 2, cancellationToken),
        RunAsync(Unknown, 1, cancellationToken),
        RunAsync(Revoked, 1, cancellationToken));

    public Tally Of(string caller, OutagePhase phase) => _tallies.GetOrAdd((caller, phase), _ => new Tally());

    /// <summary>Milliseconds of known keys' calls beyond the provider's own.</summary>
    public Distribution Overheads(OutagePhase phase) => new(_overheads.GetValueOrDefault(phase) ?? []);

    /// <summary>A model with faults has no price, and a key with a budget may not use it.</summary>
    private static InferenceCall Call(string caller, string secret, bool stream) =>
        InferenceCall.Chat(secret, "Say hello", caller == Budget ? null : $"delay:{ProviderMilliseconds}", stream, Timeout);

    private async Task RunAsync(string caller, int workers, CancellationToken cancellationToken)
    {
        using var calls = new CancellationTokenSource();
        await Load.ForAsync(
            TimeSpan.FromDays(1),
            workers,
            Rest,
            async number =>
            {
                var phase = Phase;
                var secret = caller == Unknown ? _unknown[number % _unknown.Count] : _keys[caller].Secret;
                var call = Call(caller, secret, number % 4 == 0) with { IdempotencyKey = caller == Idempotent ? Guid.NewGuid().ToString("N") : null };
                Count(caller, phase, await _deployment.Any(number).InferAsync(call, calls.Token));
            },
            cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Count(string caller, OutagePhase phase, CallResult result)
    {
        Of(caller, phase).Add(result.Kind);
        if (caller == Plain)
        {
            _overheads.GetOrAdd(phase, _ => []).Add(result.Elapsed.TotalMilliseconds - ProviderMilliseconds);
        }

        if (result.Id is { } id)
        {
            _answers.Add((phase, id));
        }
    }

    [GeneratedRegex("sk_[A-Za-z0-9_]+")]
    private static partial Regex Secret();
}
