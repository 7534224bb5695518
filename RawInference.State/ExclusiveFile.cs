using System.Runtime.InteropServices;

namespace RawInference.State;

/// <summary>Gives a finished file its name, unless another file has it.</summary>
internal static partial class ExclusiveFile
{
    private const int AlreadyExists = 17; // EEXIST, the same on Linux, macOS and the BSDs

    /// <summary>False when there is such a file already; it stays as it is. The temporary file may stay behind.</summary>
    public static bool TryPlace(string temporary, string path)
    {
        // On Unix, File.Move looks and then renames: of two processes, the second would replace the first one's file.
        if (!OperatingSystem.IsWindows())
        {
            if (Link(temporary, path) == 0)
            {
                return true;
            }

            if (Marshal.GetLastPInvokeError() == AlreadyExists)
            {
                return false;
            }

            // A file system without hard links: the next best is what File.Move does.
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string added);
}
