using System.Collections.Concurrent;

namespace RawInference.State.Tests;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FirstRead_CreatesTheText_AndLaterOnesReadIt()
    {
        Assert.Equal("first", _folder.Data.ReadOrCreate("secret", () => "first"));
        Assert.Equal("first", _folder.Data.ReadOrCreate("secret", () => throw new InvalidOperationException("It is there already.")));
    }

    [Fact]
    public void TextWithALineBreakAtItsEnd_IsReadWithoutIt()
    {
        _folder.Data.ReadOrCreate("secret", () => "text");
        File.AppendAllText(_folder.Data.PathOf("secret"), "\r\n");

        Assert.Equal("text", _folder.Data.ReadOrCreate("secret", () => "other"));
    }

    [Fact]
    public void FolderAndFile_AreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var data = _folder.Data;

        data.ReadOrCreate("secret", () => "text");

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.PathOf("secret")));
    }

    [Fact]
    public void NothingKept_MakesNoFolder()
    {
        Assert.False(Directory.Exists(_folder.Data.Path));
    }

    [Fact]
    public async Task ManyAtOnce_AllReadTheSameText_AndLeaveOneFile()
    {
        const int Racers = 16;
        using var barrier = new Barrier(Racers);
        var created = new ConcurrentBag<string>();

        var read = await Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Factory.StartNew(
            () => new DataFolder(_folder.Data.Path).ReadOrCreate("secret", () =>
            {
                // Nobody writes before everybody has found that there is no file.
                barrier.SignalAndWait(TimeSpan.FromSeconds(30));
                created.Add($"text {racer}");
                return $"text {racer}";
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(Racers, created.Count);
        Assert.Single(read.Distinct());
        Assert.Equal(["secret"], Directory.GetFiles(_folder.Data.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    public void NameWithAFolder_IsRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => _folder.Data.ReadOrCreate(name, () => "text"));
}
