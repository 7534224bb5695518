using System.Xml.Linq;

namespace RawInference.Architecture.Tests.Sources;

/// <summary>A project, as its csproj describes it.</summary>
/// <param name="Path">Relative to the repository's root.</param>
/// <param name="Xml">The file's text.</param>
internal sealed record ProjectFile(string Path, string Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public bool IsProduct => Folder == Name;

    /// <summary>Names of the projects that it refers to.</summary>
    public IReadOnlyList<string> References =>
        [.. Items("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))];

    public IReadOnlyList<string> Packages => [.. Items("PackageReference")];

    public string RootNamespace => XDocument.Parse(Xml).Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    private IEnumerable<string> Items(string item) => XDocument.Parse(Xml).Descendants(item).Attributes("Include").Select(include => include.Value);
}
