using System.Globalization;
using System.Text.RegularExpressions;

namespace RawInference.Emulator.Answers;

/// <summary>Finds in a prompt what a parameter of a tool obviously means: <c>city: Paris</c>, <c>in Paris</c>, the number for a number.</summary>
internal sealed partial class PromptValues(string prompt)
{
    public string Prompt { get; } = prompt;

    public string? Text(string name)
    {
        var words = string.Join(@"[\s_\-]*", name.Split('_', '-').Select(Regex.Escape));
        var named = Match($@"\b{words}\b[""']?\s*(?:[:=]|\bis\b)\s*(?:[""'](?<value>[^""']+)[""']|(?<value>[\w.@:/+\-]*[\w@:/+\-]))", RegexOptions.IgnoreCase);
        if (named is not null)
        {
            return named;
        }

        return name.ToLowerInvariant() is "city" or "location" or "place" or "country" or "town"
            ? Match(@"\b(?:in|for|at|of)\s+(?<value>\p{Lu}[\p{L}\-]*(?:\s+\p{Lu}[\p{L}\-]*)*)", RegexOptions.None)
            : null;
    }

    public decimal? Number(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Number, CultureInfo.InvariantCulture, out var named) ? named
        : AnyNumber().Match(Prompt) is { Success: true } first
            && decimal.TryParse(first.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var any) ? any
        : null;

    public bool Mentions(string value) =>
        value.Length > 0 && Regex.IsMatch(Prompt, $@"(?<!\w){Regex.Escape(value)}(?!\w)", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    private string? Match(string pattern, RegexOptions options) =>
        Regex.Match(Prompt, pattern, options, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups["value"].Value : null;

    [GeneratedRegex(@"(?<![\w.])-?\d+(?:\.\d+)?(?![\w])", RegexOptions.None, 1000)]
    private static partial Regex AnyNumber();
}
