using Microsoft.Extensions.Options;

namespace RawInference.State.Local;

/// <summary>
/// Lets one server at a time use a data folder: counters of limits are in its memory. The operating system holds the lock, and
/// frees it however the process ends. The command line does not take it.
/// </summary>
internal sealed class ServerLock : IDisposable
{
    /// <summary>The file's name in the data folder. It is empty, and stays.</summary>
    public const string FileName = "server.lock";

    private readonly FileStream _file;

    private ServerLock(FileStream file) => _file = file;

    /// <exception cref="OptionsValidationException">Another server has it.</exception>
    public static ServerLock Take(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.CreateIfMissing(FileName);
        try
        {
            return new ServerLock(new FileStream(folder.PathOf(FileName), FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new OptionsValidationException(StateOptions.Section, typeof(StateOptions), [
                $"{StateOptions.Section}:{nameof(StateOptions.DataPath)}: another server is running on {folder.Path}. Give each server a folder of its own, or ConnectionStrings:state with a Redis that they share.",
            ]);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The operating system's word for it: EWOULDBLOCK of Linux, of macOS and the BSDs, and ERROR_SHARING_VIOLATION.</summary>
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
