namespace RawInference.Soak.Processes;

/// <summary>What the build put beside this harness.</summary>
internal static class BuiltFiles
{
    public static string Api { get; } = Find("RawInference.Api");

    public static string Emulator { get; } = Find("RawInference.Emulator");

    /// <summary>Artifacts are <c>bin/{project}/{configuration}/</c>.</summary>
    private static string Find(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not built; tests/soak.sh builds it.");
    }
}
