using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;
using RawInference.State.Redis.Ledger;
using RawInference.State.Tests.Contract;
using RawInference.State.Usage;
using RawInference.Testing.Store;
using RawInference.Usage;

namespace RawInference.State.Tests.Redis.Ledger;

/// <summary>The ledger of one process on a Redis, with what reads it.</summary>
internal sealed class RedisBook : ILedgerStore
{
    public const string Organization = "org_1";

    /// <summary>Roll-ups of long ago are not read.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    private readonly TimeProvider? _clock;
    private readonly SettlementQueue _queue;

    public RedisBook(string connectionString, string? prefix = null, TimeProvider? clock = null, StateOptions? options = null, TimeSpan? timeout = null)
    {
        _clock = clock;
        options ??= new StateOptions();
        options.Redis.Timeout = timeout ?? TimeSpan.FromSeconds(30);
        Store = new RedisStore(connectionString, prefix, timeout: timeout);
        var state = Options.Create(options);
        var storeClock = new StoreClock(clock);
        Organizations = new LedgerOrganizations(Store.Commands, Store.Keys);
        _queue = new SettlementQueue(Store.Commands, Organizations, storeClock, state, TimeProvider.System, NullLogger<SettlementQueue>.Instance);
        Sweep = new LeaseSweep(Store.Commands, Organizations, _queue, storeClock, state, NullLogger<LeaseSweep>.Instance);
        Ledger = new RedisLedger(Store.Commands, Organizations, _queue, Sweep, storeClock, new UsageLog(state, NullLogger<UsageLog>.Instance));
        Usage = new RedisUsageReader(Store.Commands, Organizations);
    }

    public RedisStore Store { get; }

    public LedgerOrganizations Organizations { get; }

    public LeaseSweep Sweep { get; }

    public ILedger Ledger { get; }

    public IUsageReader Usage { get; }

    DateTimeOffset ILedgerStore.Now => (_clock ?? TimeProvider.System).GetUtcNow();

    /// <summary>On the server that all tests share.</summary>
    public static async Task<RedisBook> SharedAsync(string? prefix = null, TimeProvider? clock = null, StateOptions? options = null) =>
        new((await StoreServer.SharedAsync()).ConnectionString, prefix, clock, options);

    public static LimitDimension Limit(LimitKind kind, long limit) => new(LimitScope.Key, "key_1", null, kind, limit);

    public static UsageRecord Record(string id, UsageOutcome outcome = UsageOutcome.Completed, DateTimeOffset? at = null, long tokens = 10) => new()
    {
        Id = id,
        At = at ?? Now,
        Organization = Organization,
        Namespace = "ns_1",
        KeyId = "key_1",
        Operation = "chat",
        Provider = "openai",
        Model = "gpt-4o",
        Outcome = outcome,
        Usage = new TokenUsage { Prompt = tokens, Completion = 1 },
        UsageSource = outcome == UsageOutcome.Lost ? UsageSource.Estimated : UsageSource.Reported,
        CostUsd = 0.000_000_1m,
        ChargedTokens = tokens + 1,
        ChargedNanoUsd = 100,
    };

    public ValueTask<Reservation> ReserveAsync(string id, params IReadOnlyList<Charge> charges) => ReserveAsync(id, TimeSpan.FromMinutes(2), charges);

    public ValueTask<Reservation> ReserveAsync(string id, TimeSpan heldFor, params IReadOnlyList<Charge> charges) => Ledger.ReserveAsync(
        new ReservationRequest(id, Organization, charges, heldFor, Record(id, UsageOutcome.Lost)),
        TestContext.Current.CancellationToken);

    public ValueTask SettleAsync(UsageRecord record, Lease? lease = null, params IReadOnlyList<Charge> used) =>
        Ledger.SettleAsync(new Settlement(record, lease, used), TestContext.Current.CancellationToken);

    public async ValueTask SweepAsync()
    {
        foreach (var organization in await Organizations.AllAsync(TestContext.Current.CancellationToken))
        {
            await Sweep.SweepAsync(organization, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask PassAsync(TimeSpan time)
    {
        Assert.IsType<FakeTimeProvider>(_clock).Advance(time);
        return ValueTask.CompletedTask;
    }

    public async Task<LimitBalance> BalanceAsync(LimitDimension dimension) =>
        Assert.Single(await Ledger.ReadAsync(Organization, [dimension], TestContext.Current.CancellationToken));

    /// <summary>All that are kept, the newest first.</summary>
    public async Task<IReadOnlyList<UsageRecord>> RecordsAsync() =>
        (await Usage.RecordsAsync(Everything, null, int.MaxValue, TestContext.Current.CancellationToken)).Records;

    /// <summary>Over all days, namespaces, keys and models.</summary>
    public async Task<UsageCounts> TotalAsync()
    {
        var sum = new UsageCounts();
        foreach (var total in await Usage.TotalsAsync(Everything, TestContext.Current.CancellationToken))
        {
            sum.Add(total.Counts);
        }

        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static UsageQuery Everything => new(Organization, DateOnly.MinValue, DateOnly.MaxValue);
}
