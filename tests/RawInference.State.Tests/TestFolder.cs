namespace RawInference.State.Tests;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rawinference-").FullName;

    public DataFolder Data => new(System.IO.Path.Combine(Path, "data"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
