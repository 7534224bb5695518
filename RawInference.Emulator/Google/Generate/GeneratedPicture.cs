using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Google.Generate;

/// <summary>Draws a picture whose colors follow from the prompt, in the provider's pixel sizes for an aspect ratio.</summary>
internal static class GeneratedPicture
{
    /// <summary>Of models that draw in one resolution (https://ai.google.dev/gemini-api/docs/image-generation#aspect_ratios).</summary>
    private static readonly Dictionary<string, (int Width, int Height)> Sizes = new()
    {
        ["1:1"] = (1024, 1024),
        ["2:3"] = (832, 1248),
        ["3:2"] = (1248, 832),
        ["3:4"] = (864, 1184),
        ["4:3"] = (1184, 864),
        ["4:5"] = (896, 1152),
        ["5:4"] = (1152, 896),
        ["9:16"] = (768, 1344),
        ["16:9"] = (1344, 768),
        ["21:9"] = (1536, 672),
    };

    /// <summary>Of models that draw in several, at 1K; 2K and 4K double them.</summary>
    private static readonly Dictionary<string, (int Width, int Height)> SizesAt1K = new()
    {
        ["1:1"] = (1024, 1024),
        ["2:3"] = (848, 1264),
        ["3:2"] = (1264, 848),
        ["3:4"] = (896, 1200),
        ["4:3"] = (1200, 896),
        ["4:5"] = (928, 1152),
        ["5:4"] = (1152, 928),
        ["9:16"] = (768, 1376),
        ["16:9"] = (1376, 768),
        ["21:9"] = (1584, 672),
    };

    /// <param name="prompt">What is to be seen.</param>
    /// <param name="aspectRatio">One of the table.</param>
    /// <param name="size">The resolution; null of a model that has one.</param>
    public static byte[] Draw(string prompt, string aspectRatio, string? size)
    {
        var factor = size switch
        {
            "2K" => 2,
            "4K" => 4,
            _ => 1,
        };
        var (width, height) = (size is null ? Sizes : SizesAt1K)[aspectRatio];
        return new DrawnPicture(StableHash.Of(prompt), width * factor, height * factor).Png(transparent: false);
    }

    public static int TokensOf(string? size) => size switch
    {
        null => 1290,
        "4K" => 2000,
        _ => 1120,
    };
}
