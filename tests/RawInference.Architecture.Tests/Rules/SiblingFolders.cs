using System.Text.RegularExpressions;
using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

/// <summary>The first-level folders of a project that must not know one another: connectors, faces.</summary>
internal static partial class SiblingFolders
{
    /// <param name="sources">All files; those of the project and their folders are found in them.</param>
    /// <param name="project">Its name, which is also its root namespace.</param>
    /// <param name="shared">Folders that the others may use.</param>
    /// <param name="cure">What to do about it.</param>
    public static IEnumerable<string> Violations(IReadOnlyList<SourceFile> sources, string project, IReadOnlyCollection<string> shared, string cure)
    {
        var files = sources.Where(source => source.Project == project && source.Folders.Count > 0).ToArray();
        var types = files.ToLookup(source => source.Folders[0], source => source.Name);

        foreach (var source in files)
        {
            var code = Usings().Replace(source.Code, "");
            foreach (var other in types.Select(group => group.Key).Where(folder => folder != source.Folders[0] && !shared.Contains(folder)))
            {
                // Inside the project's namespace a sibling can also be named without it.
                var relative = $@"(?<![\w.:]){other}\.(?:{string.Join('|', types[other].Distinct())})\b";
                if (Regex.IsMatch(source.Code, $@"\b{Regex.Escape(project)}\.{other}\b") || Regex.IsMatch(code, relative))
                {
                    yield return $"{source.Path}: uses the folder {other}; {cure}";
                }
            }
        }
    }

    [GeneratedRegex(@"^\s*(?:global )?using [^;]+;", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
