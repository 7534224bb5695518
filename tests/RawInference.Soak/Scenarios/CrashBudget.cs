using System.Globalization;
using RawInference.Soak.Calls;
using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>Calls under a budget through the same crashes: not a nano dollar appears or vanishes.</summary>
internal sealed class CrashBudget
{
    private const int Workers = 3;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Deployment _deployment;
    private readonly MintedKey _key;

    private CrashBudget(Deployment deployment, MintedKey key) => (_deployment, _key) = (deployment, key);

    public static async Task<CrashBudget> PrepareAsync(Deployment deployment, CancellationToken cancellationToken) =>
        new(deployment, await deployment.Operator.MintAsync(null, 1_000, cancellationToken));

    public Task RunAsync(TimeSpan duration, CancellationToken cancellationToken) => Load.ForAsync(
        duration,
        Workers,
        Rest,
        number => _deployment.Any(number).InferAsync(InferenceCall.Chat(_key.Secret, "Write 20 words", stream: number % 2 == 0, timeout: Timeout), cancellationToken),
        cancellationToken);

    /// <summary>Of a lost call, the worst case is charged, and the likely one recorded: such charges are bounds, the others exact.</summary>
    public async Task JudgeAsync(Report report, CancellationToken cancellationToken)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        var balance = (await _deployment.Operator.BalancesAsync(_key.Id, cancellationToken)).Single();
        while (balance.Reserved != 0 && DateTimeOffset.UtcNow < until)
        {
            await Task.Delay(250, cancellationToken);
            balance = (await _deployment.Operator.BalancesAsync(_key.Id, cancellationToken)).Single();
        }

        var records = await _deployment.Operator.RecordsAsync(_key.Id, cancellationToken);
        var lost = records.Count(record => record.Outcome == "lost");
        var recorded = records.Sum(record => record.CostUsd ?? 0);
        var holds = lost == 0 ? balance.Used == recorded : balance.Used >= recorded;
        report.Check("money is conserved", balance.IsConserved && balance.Reserved == 0, balance);
        report.Check(
            "money used = cost of the records",
            holds,
            string.Create(CultureInfo.InvariantCulture, $"{balance.Used} used, {recorded} recorded; {records.Count} records, {lost} of them lost (charged their worst case)"));
    }
}
