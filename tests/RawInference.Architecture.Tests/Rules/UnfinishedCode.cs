using System.Text.RegularExpressions;
using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

/// <summary>What must not be in a product.</summary>
internal static partial class UnfinishedCode
{
    public static IEnumerable<string> Violations(IEnumerable<SourceFile> sources)
    {
        foreach (var source in sources)
        {
            foreach (Match match in Note().Matches(source.Text))
            {
                yield return $"{Place(source, match)}: says '{match.Value}'; do it now, or write it down outside of the code.";
            }

            foreach (Match match in Forbidden().Matches(source.Code))
            {
                yield return $"{Place(source, match)}: has '{match.Value}'; finish it, or await instead of blocking.";
            }

            foreach (Match match in EmptyCatch().Matches(source.CodeAndComments))
            {
                yield return $"{Place(source, match)}: swallows an exception; handle it, let it pass, or say in the block why nothing is to be done.";
            }
        }
    }

    private static string Place(SourceFile source, Match match) => $"{source.Path}({source.Text.AsSpan(0, match.Index).Count('\n') + 1})";

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Note();

    [GeneratedRegex(@"\bNotImplementedException\b|\bThread\.Sleep\b|^\s*#region\b", RegexOptions.Multiline)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\bcatch\b[^{};]*\{\s*\}")]
    private static partial Regex EmptyCatch();
}
