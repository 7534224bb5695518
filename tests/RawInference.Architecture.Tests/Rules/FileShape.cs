using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

/// <summary>Size, name and place of a file.</summary>
internal static class FileShape
{
    private const int MaxLines = 300;
    private const int MaxFolders = 2;

    private static readonly string[] WithoutType = ["Program", "AppHost", "AssemblyInfo", "GlobalUsings"];
    private static readonly string[] SayNothing = ["Utils", "Util", "Utilities", "Helpers", "Helper", "Common", "Misc"];

    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> sources) =>
        from source in sources
        where source.Lines > MaxLines
        select $"{source.Path}: has {source.Lines} lines, and {MaxLines} are the most; give one of its ideas a file of its own.";

    /// <summary>Types that differ only in their type parameters share a file.</summary>
    public static IEnumerable<string> NotOneType(IEnumerable<SourceFile> sources)
    {
        foreach (var source in sources)
        {
            var types = source.TopLevelTypes.Distinct().ToArray();
            if (types.Length > 1)
            {
                yield return $"{source.Path}: declares {string.Join(", ", types)}; give each type a file of its own.";
            }
            else if (types is [var type] && type != source.Name)
            {
                yield return $"{source.Path}: declares {type}; name the file {type}.cs.";
            }
            else if (types.Length == 0 && !WithoutType.Contains(source.Name))
            {
                yield return $"{source.Path}: declares no type; only {string.Join(", ", WithoutType)} may do so.";
            }
        }
    }

    public static IEnumerable<string> WrongNamespace(IEnumerable<SourceFile> sources, IEnumerable<ProjectFile> projects)
    {
        var roots = projects.ToDictionary(project => project.Folder, project => project.RootNamespace);
        foreach (var source in sources.Where(source => !WithoutType.Contains(source.Name)))
        {
            var expected = string.Join('.', [roots.GetValueOrDefault(source.Project, source.Project), .. source.Folders]);
            var extends = source.Name.EndsWith("Extensions", StringComparison.Ordinal)
                && (source.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) == true || roots.ContainsValue(source.Namespace ?? ""));
            if (source.Namespace != expected && !extends)
            {
                yield return $"{source.Path}: has the namespace '{source.Namespace}', and its folder says '{expected}'. Only registration extensions stand in the namespace of what they extend.";
            }
        }
    }

    public static IEnumerable<string> WrongFolder(IEnumerable<SourceFile> sources)
    {
        foreach (var source in sources)
        {
            if (source.Folders.Count > MaxFolders)
            {
                yield return $"{source.Path}: is {source.Folders.Count} folders below its project, and {MaxFolders} are the most; move it up.";
            }

            if (source.Folders.FirstOrDefault(folder => SayNothing.Contains(folder, StringComparer.OrdinalIgnoreCase)) is { } folder)
            {
                yield return $"{source.Path}: lies in '{folder}', which says nothing; name the folder after what is in it.";
            }
        }
    }
}
