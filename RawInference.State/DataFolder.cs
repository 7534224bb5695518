using System.Text;

namespace RawInference.State;

/// <summary>
/// The folder of what must outlive the process, its secrets among it: only the process's own user can read it
/// (folder 0700, files 0600, from the first moment on). Made when something is first kept in it.
/// </summary>
public sealed class DataFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public DataFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Absolute path of a file in the folder, there or not.</summary>
    public string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (System.IO.Path.GetFileName(name) != name || name is "." or "..")
        {
            throw new ArgumentException("Must be a file's name without a folder.", nameof(name));
        }

        return System.IO.Path.Combine(Path, name);
    }

    /// <summary>
    /// The text of a file; where there is none yet, that of <paramref name="create"/>, kept from then on.
    /// Of several processes that create it at once, one wins and all return its text.
    /// </summary>
    public string ReadOrCreate(string name, Func<string> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            Create(path, create());
        }

        return File.ReadAllText(path).Trim();
    }

    /// <summary>
    /// Makes an empty file where there is none. A file that is there is not opened: closing it would take away the locks
    /// that this process holds on it.
    /// </summary>
    public void CreateIfMissing(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            Create(path, "");
        }
    }

    private void Create(string path, string text)
    {
        MakeFolder();
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Write(temporary, text);
            // Whole before it has its name, so that nobody sees half of it. Where another process was first, its text counts.
            ExclusiveFile.TryPlace(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, FolderMode);
        }
    }

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
