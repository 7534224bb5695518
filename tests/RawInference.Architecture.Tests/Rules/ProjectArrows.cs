using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

/// <summary>Which project may refer to which.</summary>
internal static class ProjectArrows
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["RawInference.Client"] = [],
        ["RawInference.Core"] = ["RawInference.Client"],
        ["RawInference.Connectors"] = ["RawInference.Core"],
        ["RawInference.State"] = ["RawInference.Core"],
        ["RawInference.SkPlugin"] = ["RawInference.Client"],
        ["RawInference.ServiceDefaults"] = [],
        ["RawInference.Emulator"] = [],
        ["RawInference.Api"] =
        [
            "RawInference.Client", "RawInference.Core", "RawInference.Connectors", "RawInference.State", "RawInference.SkPlugin",
            "RawInference.ServiceDefaults",
        ],
        ["RawInference.AppHost"] = ["RawInference.Api", "RawInference.Emulator"],
    };

    public static IEnumerable<string> Violations(IEnumerable<ProjectFile> projects)
    {
        foreach (var project in projects.Where(project => project.IsProduct))
        {
            if (!Allowed.TryGetValue(project.Name, out var allowed))
            {
                yield return $"{project.Path}: is a project that the architecture does not know; say in {nameof(ProjectArrows)} what it may refer to.";
                continue;
            }

            foreach (var reference in project.References.Except(allowed))
            {
                yield return $"{project.Path}: must not refer to {reference}; it may refer to {(allowed.Length == 0 ? "no project" : string.Join(", ", allowed))}. Move what is needed, or define a port.";
            }

            if (project.Name == "RawInference.Client" && project.Packages.Count > 0)
            {
                yield return $"{project.Path}: must do with the BCL, and refers to {string.Join(", ", project.Packages)}; what needs a package belongs into another project.";
            }
        }
    }
}
