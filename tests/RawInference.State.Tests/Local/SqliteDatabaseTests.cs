using Microsoft.Data.Sqlite;
using RawInference.State.Local;

namespace RawInference.State.Tests.Local;

public sealed class SqliteDatabaseTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteDatabaseTests() => _database = new SqliteDatabase(_folder.Data);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void NothingAskedFor_MakesNoFile()
    {
        Assert.False(_database.IsOpen);
        Assert.False(Directory.Exists(_folder.Data.Path));
    }

    [Fact]
    public async Task FolderAndFiles_AreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await MakeTableAsync();

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Data.Path));
        Assert.Equal(["state.db", "state.db-shm", "state.db-wal"], Directory.GetFiles(_folder.Data.Path).Select(Path.GetFileName).Order());
        foreach (var file in Directory.GetFiles(_folder.Data.Path))
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task WorkThatFails_IsUndoneAlone()
    {
        await MakeTableAsync();
        var held = await HoldAsync();
        var before = InsertAsync(1);
        var failing = _database.WriteAsync<int>(connection =>
        {
            connection.Execute("INSERT INTO t VALUES (2)");
            throw new FormatException("Not this one.");
        }).AsTask();
        var refused = InsertAsync(1);
        var after = InsertAsync(3);
        held.Set();

        await before;
        Assert.Equal("Not this one.", (await Assert.ThrowsAsync<FormatException>(() => failing)).Message);
        await Assert.ThrowsAsync<SqliteException>(() => refused);
        await after;
        Assert.Equal([1, 3], await NumbersAsync());
    }

    [Fact]
    public async Task TransactionThatFails_FailsAllOfItsWorks_AndTheNextSucceeds()
    {
        await MakeTableAsync();
        var held = await HoldAsync();
        var before = InsertAsync(1);
        var ending = _database.WriteAsync<int>(connection =>
        {
            // As SQLite does when the disk is full.
            connection.Execute("ROLLBACK");
            throw new SqliteException("disk full", 13);
        }).AsTask();
        held.Set();

        InferenceException[] failures = [await Assert.ThrowsAsync<InferenceException>(() => before), await Assert.ThrowsAsync<InferenceException>(() => ending)];
        Assert.All(failures, failure =>
        {
            Assert.Equal(InferenceErrorCode.Unavailable, failure.Code);
            Assert.Equal("The gateway's state cannot be reached: its disk is full.", failure.Message);
            Assert.Equal(TimeSpan.FromSeconds(1), failure.RetryAfter);
        });
        // Calls write their facts on it.
        Assert.NotSame(failures[0], failures[1]);
        await InsertAsync(2);
        Assert.Equal([2], await NumbersAsync());
    }

    [Fact]
    public async Task WorksThatWait_ShareATransaction()
    {
        await MakeTableAsync();
        var held = await HoldAsync();
        var changes = Enumerable.Range(1, 20).Select(number => _database.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO t VALUES ($number)", ("$number", number));
            using var other = Open();
            using var command = other.CreateCommand();
            command.CommandText = "SELECT count(*) FROM t";
            return (long)command.ExecuteScalar()!;
        }).AsTask()).ToArray();
        held.Set();

        // Seen from outside, none of them is there while they run.
        Assert.All(await Task.WhenAll(changes), count => Assert.Equal(0, count));
        Assert.Equal(20, (await NumbersAsync()).Count);
    }

    [Fact]
    public async Task DurableWrite_IsFlushed_AndOthersAreNot()
    {
        Assert.Equal(1, await _database.WriteAsync(SynchronousOf));
        Assert.Equal(2, await _database.WriteDurablyAsync(SynchronousOf));
        Assert.Equal(1, await _database.WriteAsync(SynchronousOf));
        Assert.Equal(2, await _database.WriteDurablyAsync(SynchronousOf));

        static long SynchronousOf(StateConnection connection) => connection.Number("PRAGMA synchronous")!.Value;
    }

    [Fact]
    public async Task CallerWhoLeftBeforeItsWorkBegan_IsNotWorkedFor()
    {
        await MakeTableAsync();
        var held = await HoldAsync();
        using var left = new CancellationTokenSource();
        var canceled = _database.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (1)"), left.Token).AsTask();
        await left.CancelAsync();
        held.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.Empty(await NumbersAsync());
    }

    [Fact]
    public async Task Disposal_DoesWhatWasQueued_AndLeavesOneFile()
    {
        await MakeTableAsync();
        var held = await HoldAsync();
        var queued = Enumerable.Range(1, 100).Select(InsertAsync).ToArray();
        var disposed = _database.DisposeAsync();
        held.Set();

        await Task.WhenAll(queued);
        await disposed;
        Assert.Equal(["state.db"], Directory.GetFiles(_folder.Data.Path).Select(Path.GetFileName));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => InsertAsync(101));
        await using var again = new SqliteDatabase(_folder.Data);
        Assert.Equal(100, await again.ReadAsync(connection => connection.Number("SELECT count(*) FROM t")));
    }

    [Fact]
    public async Task AnotherProcessThatWritesForLong_MakesItUnavailable_UntilItEnds()
    {
        await MakeTableAsync();
        using var other = Open();
        using var transaction = other.BeginTransaction();

        var failure = await Assert.ThrowsAsync<InferenceException>(() => InsertAsync(1));
        Assert.Equal(InferenceErrorCode.Unavailable, failure.Code);
        Assert.Equal("The gateway's state cannot be reached: its database is busy.", failure.Message);
        Assert.Empty(await NumbersAsync());

        transaction.Rollback();
        await InsertAsync(2);
        Assert.Equal([2], await NumbersAsync());
    }

    [Fact]
    public async Task ReaderCannotWrite()
    {
        await MakeTableAsync();

        var failure = await Assert.ThrowsAsync<InferenceException>(async () => await _database.ReadAsync(connection => connection.Execute("INSERT INTO t VALUES (1)")));

        Assert.Equal(InferenceErrorCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task LaterSchema_IsRefusedByName_AndLeftAlone()
    {
        await MakeTableAsync();
        await _database.DisposeAsync();
        using (var connection = Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        await using var earlier = new SqliteDatabase(_folder.Data);
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(async () => await earlier.OpenAsync());

        Assert.StartsWith($"{_folder.Data.PathOf("state.db")} was written by a later version of RawInference (its schema is 999, this one knows ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("or set RawInference:State:DataPath to another folder.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNoDatabase_IsUnavailable_WithoutItsPath()
    {
        Directory.CreateDirectory(_folder.Data.Path);
        await File.WriteAllTextAsync(_folder.Data.PathOf("state.db"), new string('x', 10_000));

        var failure = await Assert.ThrowsAsync<InferenceException>(async () => await _database.OpenAsync());

        Assert.Equal(InferenceErrorCode.Unavailable, failure.Code);
        Assert.Equal("The gateway's state cannot be reached: its database is damaged.", failure.Message);
    }

    [Fact]
    public async Task ManyThatOpenANewFileAtOnce_AllHaveTheSchema()
    {
        var databases = Enumerable.Range(0, 8).Select(_ => new SqliteDatabase(_folder.Data)).ToArray();

        var versions = await Task.WhenAll(databases.Select(database => database.WriteAsync(connection => connection.Number("PRAGMA user_version")).AsTask()));

        Assert.All(versions, version => Assert.Equal(SqliteMigrations.Version, version));
        Assert.All(databases, database => database.Dispose());
    }

    /// <summary>Keeps the writer busy until the event is set, so that what is asked for meanwhile forms one group.</summary>
    private async Task<ManualResetEventSlim> HoldAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new ManualResetEventSlim();
        _ = _database.WriteAsync(_ =>
        {
            begun.SetResult();
            return held.Wait(TimeSpan.FromSeconds(30));
        }).AsTask();
        await begun.Task;
        return held;
    }

    private async Task MakeTableAsync() => await _database.WriteAsync(connection => connection.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"));

    private Task<int> InsertAsync(int number) =>
        _database.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES ($number)", ("$number", number))).AsTask();

    private async Task<IReadOnlyList<long>> NumbersAsync() => await _database.ReadAsync(connection =>
    {
        using var rows = connection.Prepared("SELECT n FROM t ORDER BY n").ExecuteReader();
        var numbers = new List<long>();
        while (rows.Read())
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    });

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_folder.Data.PathOf("state.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
