using System.Globalization;

namespace RawInference.Api.Admin;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="After">Only entries behind this id; null from the first on.</param>
/// <param name="Count">The most of the page.</param>
internal sealed record PageQuery(string? After, int Count)
{
    public const int MaxCount = 100;
    public const int DefaultCount = 20;

    private const int MaxId = 128;

    /// <exception cref="InferenceException">With every mistake.</exception>
    public static PageQuery Read(IQueryCollection query)
    {
        string[] known = ["limit", "after"];
        var problems = query.Keys
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => new InferenceProblem($"query.{(name.Length <= MaxId ? name : name[..MaxId])}", NearestNames.Suggest(name, known)))
            .ToList();
        var count = DefaultCount;
        if (query.TryGetValue("limit", out var limit)
            && !(limit is [{ } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MaxCount))
        {
            problems.Add(new("query.limit", $"must be there once, as a whole number from 1 to {MaxCount}."));
        }

        var after = query["after"];
        if (after.Count > 1 || after is [{ Length: 0 or > MaxId }])
        {
            problems.Add(new("query.after", "must be there once, as the 'next' of the page before."));
        }

        return problems.Count == 0 ? new PageQuery(after is [{ } id] ? id : null, count) : throw InferenceException.Invalid(problems);
    }
}
