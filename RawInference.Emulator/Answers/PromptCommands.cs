using System.Text.RegularExpressions;

namespace RawInference.Emulator.Answers;

/// <summary>The small tasks that the emulator really does, so that a test can tell its answers apart.</summary>
internal static partial class PromptCommands
{
    private const int MatchMilliseconds = 1000;

    private static readonly string[] Words =
        ["light", "harbour", "stone", "river", "morning", "signal", "window", "north", "paper", "garden", "copper", "winter"];

    /// <summary>The answer to a prompt that is one of these tasks; null for any other.</summary>
    public static string? TryAnswer(string prompt)
    {
        var text = prompt.Trim();
        if (Repeat().Match(text) is { Success: true } repeat)
        {
            return Unquote(repeat.Groups["text"].Value);
        }

        if (Case().Match(text) is { Success: true } cased)
        {
            var what = Unquote(cased.Groups["text"].Value);
            return cased.Groups["case"].Value.StartsWith("u", StringComparison.OrdinalIgnoreCase)
                ? what.ToUpperInvariant()
                : what.ToLowerInvariant();
        }

        if (Count().Match(text) is { Success: true } count)
        {
            var words = Unquote(count.Groups["text"].Value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            return $"There {(words == 1 ? "is 1 word" : $"are {words} words")}.";
        }

        return Write().Match(text) is { Success: true } write
            ? Prose(int.Parse(write.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture), text)
            : null;
    }

    private static string Prose(int count, string seed)
    {
        var start = StableHash.Of(seed);
        return string.Join(' ', Enumerable.Range(0, count).Select(index => Words[(start + (ulong)index * 7) % (ulong)Words.Length]));
    }

    private static string Unquote(string text)
    {
        text = text.Trim();
        return text is ['"', .., '"'] or ['\'', .., '\''] or ['“', .., '”'] ? text[1..^1] : text;
    }

    [GeneratedRegex(@"^(?:please\s+)?(?:(?:say|repeat|echo)(?:\s+(?:after me|exactly|this|the following))*|(?:reply|answer|respond)\s+with(?:\s+exactly|\s+only|\s+just)*)\s*:?\s+(?<text>.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline, MatchMilliseconds)]
    private static partial Regex Repeat();

    [GeneratedRegex(@"^(?:please\s+)?(?:(?:convert|put|write|turn|make)\s+(?<text>.+?)\s+(?:(?:in|to|into)\s+)?(?<case>upper|lower)[-\s]?case\.?|(?:(?:convert|write|put)?\s*(?:in|to|into)?\s*)(?<case>upper|lower)[-\s]?case\s*:\s*(?<text>.+))$", RegexOptions.IgnoreCase | RegexOptions.Singleline, MatchMilliseconds)]
    private static partial Regex Case();

    [GeneratedRegex(@"^(?:please\s+)?(?:how many words\s+(?:are|is)\s+(?:there\s+)?in|count the words(?:\s+in)?)\s*:?\s+(?<text>.+?)\??$", RegexOptions.IgnoreCase | RegexOptions.Singleline, MatchMilliseconds)]
    private static partial Regex Count();

    [GeneratedRegex(@"^(?:please\s+)?(?:write|generate|give me)\s+(?:exactly\s+)?(?<count>\d{1,5})\s+words", RegexOptions.IgnoreCase, MatchMilliseconds)]
    private static partial Regex Write();
}
