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

    /// <summary>Names of the projects whose types it sees; one that is only built along is not among them.</summary>
    public IReadOnlyList<string> References =>
    [
        .. Items("ProjectReference")
            .Where(item => (string?)item.Attribute("ReferenceOutputAssembly") != "false")
            .Select(item => System.IO.Path.GetFileNameWithoutExtension(Included(item).Replace('\\', '/'))),
    ];

    public IReadOnlyList<string> Packages => [.. Items("PackageReference").Select(Included)];

    public string RootNamespace => XDocument.Parse(Xml).Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    private IEnumerable<XElement> Items(string item) => XDocument.Parse(Xml).Descendants(item);

    private static string Included(XElement item) => (string?)item.Attribute("Include") ?? "";
}
