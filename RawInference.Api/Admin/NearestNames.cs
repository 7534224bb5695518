namespace RawInference.Api.Admin;

/// <summary>What somebody may have meant by a name that does not exist.</summary>
internal static class NearestNames
{
    private const int MaxSuggestions = 3;

    /// <summary>A sentence with the names that are near; with all of them where none is.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> known)
    {
        // A few letters may be wrong, more of them in a long name.
        var allowed = Math.Max(2, Math.Min(name.Length, 64) / 3);
        var near = known
            .Select(word => (Word: word, Distance: Distance(name, word)))
            .Where(candidate => candidate.Distance <= allowed)
            .OrderBy(candidate => candidate.Distance)
            .Take(MaxSuggestions)
            .Select(candidate => $"'{candidate.Word}'")
            .ToArray();
        return near.Length > 0 ? $"is not known here; did you mean {string.Join(" or ", near)}?" : $"is not known here; there are {string.Join(", ", known)}.";
    }

    /// <summary>How many letters have to be put in, taken away or replaced (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > 2 * right.Length + 2)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
