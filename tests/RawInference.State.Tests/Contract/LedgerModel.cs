using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.State.Tests.Contract;

/// <summary>The rules of limits, said once more without any thought of cost: all charges ever, and what counts of them now. For one organization at a time.</summary>
public sealed class LedgerModel(TimeProvider time) : ILedger
{
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _ended = [];

    public ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        var now = Advance();
        LimitRefusal? refusal = null;
        var longest = TimeSpan.MinValue;
        foreach (var (dimension, amount) in request.Charges)
        {
            if (amount > BalanceOf(dimension, now).Remaining)
            {
                var retryAfter = WaitFor(dimension, amount, now);
                var wait = retryAfter ?? (amount > dimension.Limit ? TimeSpan.MaxValue : TimeSpan.Zero);
                if (wait > longest)
                {
                    longest = wait;
                    refusal = new LimitRefusal(dimension, BalanceOf(dimension, now).Remaining, retryAfter);
                }
            }
        }

        Lease? lease = null;
        if (refusal is null)
        {
            lease = new Lease(request.Id, request.Organization, now, request.Charges);
            _entries.AddRange(request.Charges.Select(charge => new Entry(request.Id, charge.Dimension, now, now + request.HeldFor, charge.Amount)));
        }

        return new(new Reservation(lease, refusal, [.. request.Charges.Select(charge => charge.Dimension).Where(IsWindow).Select(dimension => StateOf(dimension, now))]));
    }

    public ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        var now = Advance();
        if (_ended.Add(settlement.Record.Id))
        {
            foreach (var (dimension, used) in settlement.Charges)
            {
                var entry = _entries.Single(entry => entry.Id == settlement.Record.Id && entry.Dimension == dimension);
                var excess = used - entry.Amount;
                if (dimension.Kind == LimitKind.Concurrency)
                {
                    entry.Amount = 0;
                }
                else if (EndOf(entry) > now)
                {
                    entry.Amount = used;
                }
                else if (excess > 0)
                {
                    _entries.Add(new Entry("excess", dimension, now, now, excess) { Settled = true });
                }

                entry.Settled = true;
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(string organization, IReadOnlyList<LimitDimension> dimensions, CancellationToken cancellationToken)
    {
        var now = Advance();
        return new([.. dimensions.Select(dimension => BalanceOf(dimension, now))]);
    }

    private DateTimeOffset Advance()
    {
        var now = time.GetUtcNow();
        foreach (var entry in _entries.Where(entry => !entry.Settled && entry.Deadline <= now))
        {
            entry.Settled = true;
            entry.Amount = entry.Dimension.Kind == LimitKind.Concurrency ? 0 : entry.Amount;
        }

        return now;
    }

    private LimitBalance BalanceOf(LimitDimension dimension, DateTimeOffset now) => new(
        dimension,
        Counting(dimension, now).Where(entry => entry.Settled).Sum(entry => entry.Amount),
        Counting(dimension, now).Where(entry => !entry.Settled).Sum(entry => entry.Amount));

    private LimitState StateOf(LimitDimension dimension, DateTimeOffset now) => new(
        dimension.Name,
        dimension.Limit,
        Math.Max(0, BalanceOf(dimension, now).Remaining),
        Counting(dimension, now).Where(entry => entry.Amount > 0).Select(entry => EndOf(entry) - now).DefaultIfEmpty().Max(),
        TimeSpan.FromMinutes(1));

    private TimeSpan? WaitFor(LimitDimension dimension, long amount, DateTimeOffset now) => Counting(dimension, now)
        .Select(EndOf)
        .Where(end => end < DateTimeOffset.MaxValue && amount <= BalanceOf(dimension, end).Remaining)
        .Select(end => (TimeSpan?)(end - now))
        .Min();

    private IEnumerable<Entry> Counting(LimitDimension dimension, DateTimeOffset now) =>
        _entries.Where(entry => entry.Dimension == dimension && EndOf(entry) > now);

    private static bool IsWindow(LimitDimension dimension) => dimension.Kind is LimitKind.Requests or LimitKind.Tokens;

    private static DateTimeOffset EndOf(Entry entry)
    {
        var at = entry.At.UtcDateTime;
        return entry.Dimension.Kind switch
        {
            LimitKind.Concurrency => DateTimeOffset.MaxValue,
            LimitKind.DayBudget => at.Date.AddDays(1),
            LimitKind.MonthBudget => new DateTime(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1),
            _ => new DateTime(at.Year, at.Month, at.Day, at.Hour, at.Minute, at.Second, DateTimeKind.Utc).AddSeconds(61),
        };
    }

    private sealed class Entry(string id, LimitDimension dimension, DateTimeOffset at, DateTimeOffset deadline, long amount)
    {
        public string Id { get; } = id;

        public LimitDimension Dimension { get; } = dimension;

        public DateTimeOffset At { get; } = at;

        public DateTimeOffset Deadline { get; } = deadline;

        public long Amount { get; set; } = amount;

        public bool Settled { get; set; }
    }
}
