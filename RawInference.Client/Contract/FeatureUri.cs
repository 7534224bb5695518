using System.Text.RegularExpressions;

namespace RawInference.Contract;

/// <summary>The published contract's other name of an alias: <c>mixpeek://{extractor}@{version}/{index}</c>.</summary>
public static partial class FeatureUri
{
    /// <summary>As people write it.</summary>
    public const string Form = "mixpeek://{extractor}@{version}/{index}";

    /// <summary>
    /// <c>{extractor}_{version with dots as underscores}</c>; null when the text is no feature URI.
    /// The index part chooses among an extractor's outputs and may be missing; an alias has one output.
    /// </summary>
    public static string? ToAlias(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Pattern.Match(uri) is { Success: true } match
            ? $"{match.Groups["extractor"].Value}_{match.Groups["version"].Value.Replace('.', '_')}"
            : null;
    }

    [GeneratedRegex(@"\Amixpeek://(?<extractor>[A-Za-z0-9_-]+)@(?<version>[A-Za-z0-9._-]+)(/[A-Za-z0-9._-]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
