using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RawInference.State.Local;

namespace RawInference.State.Tests.Local;

public sealed class ServerLockTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SecondServer_IsRefused_WithTheFolderAndTheCure()
    {
        using var first = ServerLock.Take(_folder.Data);

        Assert.Equal(
            $"RawInference:State:DataPath: another server is running on {_folder.Data.Path}. Give each server a folder of its own, or ConnectionStrings:state with a Redis that they share.",
            Refusal(_folder.Data));
    }

    [Fact]
    public void ServerThatEnded_LeavesTheFolderToTheNext()
    {
        ServerLock.Take(_folder.Data).Dispose();

        ServerLock.Take(_folder.Data).Dispose();
    }

    [Fact]
    public void OtherFolders_AreNotLocked()
    {
        using var other = new TestFolder();
        using var first = ServerLock.Take(_folder.Data);

        ServerLock.Take(other.Data).Dispose();
    }

    [Fact]
    public async Task ServerThatWasKilled_LeavesTheFolderToTheNext()
    {
        const string Holder = "/usr/bin/flock";
        if (!File.Exists(Holder))
        {
            Assert.Skip($"There is no {Holder} here to hold the lock in another process.");
        }

        _folder.Data.CreateIfMissing(ServerLock.FileName);
        using var process = Process.Start(new ProcessStartInfo(Holder, ["--no-fork", _folder.Data.PathOf(ServerLock.FileName), "sh", "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("held", await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.NotNull(Refusal(_folder.Data));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        ServerLock.Take(_folder.Data).Dispose();
    }

    [Fact]
    public async Task CommandLine_WorksBesideAServer_AndASecondServerDoesNotStart()
    {
        var configuration = new Dictionary<string, string?> { ["RawInference:State:DataPath"] = _folder.Data.Path };
        using var server = new LocalState(configuration, server: true);
        using var second = new LocalState(configuration, server: true);
        using var commandLine = new LocalState(configuration);
        Assert.Empty(commandLine.Get<IEnumerable<IHostedService>>().OfType<ServerStart>());

        await Server(server).StartingAsync(CancellationToken.None);

        Assert.Equal(3, await commandLine.Get<SqliteDatabase>().WriteAsync(_ => 3));
        await Assert.ThrowsAsync<OptionsValidationException>(() => Server(second).StartingAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Server_HasTheFolder_UntilItsDatabaseIsClosed()
    {
        var database = new SqliteDatabase(_folder.Data);
        database.LockForServer();
        using var held = new ManualResetEventSlim();
        var last = database.WriteAsync(_ => held.Wait(TimeSpan.FromSeconds(30)));
        var closed = database.DisposeAsync();

        Assert.NotNull(Refusal(_folder.Data));
        held.Set();
        Assert.True(await last);
        await closed;
        ServerLock.Take(_folder.Data).Dispose();
    }

    [Fact]
    public async Task ServerOnALaterDatabase_DoesNotStart_AndSaysWhy()
    {
        using var state = new LocalState([], server: true);
        await using (var later = new SqliteDatabase(state.Get<DataFolder>()))
        {
            await later.WriteAsync(connection => connection.Execute("PRAGMA user_version = 999"));
        }

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => Server(state).StartingAsync(CancellationToken.None));

        Assert.Contains("was written by a later version of RawInference", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static IHostedLifecycleService Server(LocalState state) => Assert.Single(state.Get<IEnumerable<IHostedService>>().OfType<ServerStart>());

    private static string Refusal(DataFolder folder) =>
        Assert.Single(Assert.Throws<OptionsValidationException>(() => ServerLock.Take(folder)).Failures);
}
