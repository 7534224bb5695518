using System.Text.RegularExpressions;
using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

/// <summary>What must stand beside the code.</summary>
internal static partial class RepositoryFiles
{
    /// <summary>Their packages are not on every feed.</summary>
    private static readonly string[] WithoutLock = ["RawInference.AppHost", "RawInference.AppHost.Tests"];

    public static IEnumerable<string> WithoutLockFile(IEnumerable<ProjectFile> projects, Func<string, bool> exists) =>
        from project in projects
        where !WithoutLock.Contains(project.Name) && !exists($"{project.Folder}/packages.lock.json")
        select $"{project.Path}: has no packages.lock.json beside it; run 'dotnet restore' and commit the file.";

    /// <summary>The lock file tells whether the analyzer of eng/BannedSymbols.txt runs on a project.</summary>
    public static IEnumerable<string> WithoutBannedApis(IEnumerable<ProjectFile> projects, Func<string, string> read) =>
        from project in projects
        where project.IsProduct && project.Name != "RawInference.Emulator" && !WithoutLock.Contains(project.Name)
        where !read($"{project.Folder}/packages.lock.json").Contains("\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"", StringComparison.Ordinal)
        select $"{project.Path}: is built without the banned-API analyzer; Directory.Build.props adds it to every project at the root.";

    public static IEnumerable<string> MisnamedDecisions(IReadOnlyCollection<string> paths)
    {
        foreach (var path in paths.Where(path => !DecisionName().IsMatch(path)))
        {
            yield return $"{path}: is not named NNNN-what-was-decided.md; decisions are numbered.";
        }

        foreach (var group in paths.GroupBy(path => Path.GetFileName(path).Split('-')[0]).Where(group => group.Count() > 1))
        {
            yield return $"{string.Join(", ", group)}: share the number {group.Key}; give each decision its own.";
        }
    }

    [GeneratedRegex(@"^docs/decisions/\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*\.md$")]
    private static partial Regex DecisionName();
}
