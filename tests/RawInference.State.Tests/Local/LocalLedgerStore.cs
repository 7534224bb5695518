using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Local;
using RawInference.State.Tests.Contract;
using RawInference.State.Usage;

namespace RawInference.State.Tests.Local;

/// <summary>The ledger of one machine, in a folder of its own, with a clock that the test moves.</summary>
internal sealed class LocalLedgerStore : ILedgerStore
{
    /// <summary>A minute and a half before a month ends.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 23, 58, 30, 250, TimeSpan.Zero);

    private readonly TestFolder _folder = new();
    private readonly List<SqliteDatabase> _databases = [];
    private LocalLedger _ledger;

    public LocalLedgerStore() => _ledger = Open();

    public FakeTimeProvider Time { get; } = new(Start);

    public StateOptions Options { get; } = new();

    public ILedger Ledger => _ledger;

    public SqliteDatabase Database => _databases[^1];

    public IUsageReader Usage => new SqliteUsageReader(Database);

    public DateTimeOffset Now => Time.GetUtcNow();

    public ValueTask PassAsync(TimeSpan passed)
    {
        Time.Advance(passed);
        return ValueTask.CompletedTask;
    }

    public ValueTask SweepAsync() => _ledger.SweepAsync(CancellationToken.None);

    /// <summary>As after kill -9: nothing of the process before it ends well, and another begins, a server or not.</summary>
    public void Crash(bool server = true)
    {
        _ledger = Open();
        if (server)
        {
            Database.LockForServer();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        _folder.Dispose();
    }

    private LocalLedger Open()
    {
        _databases.Add(new SqliteDatabase(_folder.Data));
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        return new LocalLedger(
            Database, new LocalLimiter(Time), new UsageLog(options, NullLogger<UsageLog>.Instance), Time, NullLogger<LocalLedger>.Instance);
    }
}
