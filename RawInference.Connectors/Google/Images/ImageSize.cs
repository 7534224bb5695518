using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace RawInference.Connectors.Google.Images;

/// <summary>
/// A size as Gemini takes it: an aspect ratio and, for models that draw in more than one, a resolution. Written as <c>16:9</c>, <c>2K</c>,
/// <c>16:9 2K</c>, or in pixels where the model's table has them (ai.google.dev/gemini-api/docs/image-generation#aspect_ratios).
/// </summary>
internal sealed partial record ImageSize(string? AspectRatio, string? Resolution)
{
    /// <summary>The word in the cards of models that draw in one resolution.</summary>
    public const string OneResolution = "one_resolution";

    private static readonly (string Ratio, int Width, int Height)[] Scaled =
    [
        ("1:1", 1024, 1024), ("2:3", 848, 1264), ("3:2", 1264, 848), ("3:4", 896, 1200), ("4:3", 1200, 896),
        ("4:5", 928, 1152), ("5:4", 1152, 928), ("9:16", 768, 1376), ("16:9", 1376, 768), ("21:9", 1584, 672),
    ];

    private static readonly FrozenDictionary<string, ImageSize> OfScaling = (
        from row in Scaled
        from factor in new[] { 1, 2, 4 }
        select (Pixels: $"{row.Width * factor}x{row.Height * factor}", Size: new ImageSize(row.Ratio, $"{factor}K")))
        .ToFrozenDictionary(row => row.Pixels, row => row.Size);

    private static readonly FrozenDictionary<string, ImageSize> OfOneResolution = new (string Ratio, string Pixels)[]
    {
        ("1:1", "1024x1024"), ("2:3", "832x1248"), ("3:2", "1248x832"), ("3:4", "864x1184"), ("4:3", "1184x864"),
        ("4:5", "896x1152"), ("5:4", "1152x896"), ("9:16", "768x1344"), ("16:9", "1344x768"), ("21:9", "1536x672"),
    }.ToFrozenDictionary(row => row.Pixels, row => new ImageSize(row.Ratio, null));

    private static ImageSize Auto { get; } = new(null, null);

    /// <param name="size">As the caller wrote it.</param>
    /// <param name="dialect">The card's; null for a model with resolutions, or an unknown one.</param>
    public static ImageSize Parse(string? size, string? dialect)
    {
        if (size is null or "auto")
        {
            return Auto;
        }

        var pixels = dialect == OneResolution ? OfOneResolution : OfScaling;
        if (pixels.TryGetValue(size, out var known))
        {
            return known;
        }

        var match = Words.Match(size);
        var (ratio, resolution) = (ValueOf(match.Groups["ratio"]), ValueOf(match.Groups["resolution"]));
        if (ratio is null && resolution is null)
        {
            throw InferenceException.Invalid(
                "parameters.size",
                $"must be an aspect ratio such as 16:9{(dialect == OneResolution ? "" : ", a resolution (1K, 2K, 4K), both ('16:9 2K')")} "
                + $"or one of the sizes that the model draws: {string.Join(", ", pixels.Keys.Order(StringComparer.Ordinal))}.");
        }

        return dialect == OneResolution && resolution is not null
            ? throw InferenceException.Invalid("parameters.size", "names a resolution, and this model draws in one only: give the aspect ratio alone.")
            : new ImageSize(ratio, resolution);
    }

    private static string? ValueOf(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(@"\A(?:(?<ratio>[0-9]{1,2}:[0-9]{1,2})(?: (?<resolution>512|0\.5K|[1-9]K))?|(?<resolution>512|0\.5K|[1-9]K))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Words { get; }
}
