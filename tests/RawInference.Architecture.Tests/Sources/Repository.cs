namespace RawInference.Architecture.Tests.Sources;

/// <summary>The working copy that the tests were built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Skipped = ["artifacts", "bin", "obj", "node_modules", "TestResults", ".git", ".rawinference"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file, tests and samples included.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. FilesBelow(Root).Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new SourceFile(path, Read(path)))];

    /// <summary>Those of the projects at the root: what is shipped, and the emulator.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } = [.. Sources.Where(source => source.Project.StartsWith("RawInference.", StringComparison.Ordinal))];

    /// <summary>Every project file.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. FilesBelow(Root).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new ProjectFile(path, Read(path)))];

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>The files below a folder, relative to the root, with forward slashes; none where the folder does not exist.</summary>
    public static IEnumerable<string> FilesBelow(string folder)
    {
        var directory = new DirectoryInfo(Path.Combine(Root, folder));
        if (!directory.Exists)
        {
            return [];
        }

        return directory.EnumerateFiles().Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Concat(directory.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name)).SelectMany(child => FilesBelow(child.FullName)));
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "RawInference.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("RawInference.sln was not found above the test's own folder.");
    }
}
