using System.Text.RegularExpressions;

namespace RawInference.Architecture.Tests.Sources;

/// <summary>A C# file.</summary>
internal sealed partial record SourceFile
{
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        var scanned = CSharpScanner.Scan(text);
        Code = scanned.Code;
        CodeAndStrings = scanned.CodeAndStrings;
        CodeAndComments = scanned.CodeAndComments;
    }

    /// <summary>Relative to the repository's root, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>Without comments and the contents of strings.</summary>
    public string Code { get; }

    public string CodeAndStrings { get; }

    public string CodeAndComments { get; }

    /// <summary>The first folder of the path.</summary>
    public string Project => Path.Split('/')[0];

    /// <summary>The folders between the project and the file.</summary>
    public IReadOnlyList<string> Folders => Path.Split('/')[1..^1];

    /// <summary>The file's name up to its first dot.</summary>
    public string Name => Path.Split('/')[^1].Split('.')[0];

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    public string? Namespace => NamespaceDeclaration().Match(Code) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Names of the types that are declared outside of any other.</summary>
    public IReadOnlyList<string> TopLevelTypes => [.. TypeDeclaration().Matches(OutsideBraces()).Select(match => match.Groups["name"].Value)];

    private string OutsideBraces()
    {
        var depth = 0;
        return string.Concat(Code.Select(character =>
        {
            depth -= character == '}' ? 1 : 0;
            var kept = depth == 0 ? character : ' ';
            depth += character == '{' ? 1 : 0;
            return character == '\n' ? '\n' : kept;
        }));
    }

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(
        @"^\s*(?:\[[^\]]*\]\s*)*(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe)\s+)*(?:(?:class|interface|enum|struct|record(?:\s+(?:class|struct))?)\s+(?<name>\w+)|delegate\s+[^(;]+?\s(?<name>\w+)\s*(?:<[^>]*>)?\s*\()",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
