using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Google.Generate;

/// <summary>Draws a picture whose colors follow from the prompt, in the provider's pixel sizes for an aspect ratio.</summary>
internal static class GeneratedPicture
{
    /// <summary>Sizes at 1K (https://ai.google.dev/gemini-api/docs/image-generation); 2K and 4K double them.</summary>
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

    public static byte[] Draw(string prompt, string aspectRatio, string size)
    {
        var factor = size switch
        {
            "2K" => 2,
            "4K" => 4,
            _ => 1,
        };
        var (width, height) = Sizes[aspectRatio];
        return new DrawnPicture(StableHash.Of(prompt), width * factor, height * factor).Png(transparent: false);
    }

    public static int TokensOf(bool sized, string size) => !sized ? 1290 : size == "4K" ? 2000 : 1120;
}
