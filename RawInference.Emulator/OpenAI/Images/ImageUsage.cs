using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.OpenAI.Images;

/// <summary>The usage of the models that are billed by the token.</summary>
internal static class ImageUsage
{
    /// <summary>What an image that is sent in counts, whatever its size.</summary>
    private const int TokensOfInput = 323;

    private const double SquarePixels = 1024 * 1024;

    public static JsonObject Of(ImageSettings settings, string prompt, int inputs)
    {
        var text = TokenCount.Of(prompt);
        var images = inputs * TokensOfInput;
        var output = settings.Count * Output(settings);
        return new JsonObject
        {
            ["total_tokens"] = text + images + output,
            ["input_tokens"] = text + images,
            ["input_tokens_details"] = new JsonObject { ["text_tokens"] = text, ["image_tokens"] = images },
            ["output_tokens"] = output,
            ["output_tokens_details"] = new JsonObject { ["text_tokens"] = 0, ["image_tokens"] = output },
        };
    }

    /// <summary>The provider's table for its three standard sizes; any other counts as a square of its area.</summary>
    private static int Output(ImageSettings settings) => (settings.Quality, settings.Size) switch
    {
        ("low", "1024x1536") => 408,
        ("low", "1536x1024") => 400,
        ("medium", "1024x1536") => 1584,
        ("medium", "1536x1024") => 1568,
        (_, "1024x1536") => 6240,
        (_, "1536x1024") => 6208,
        ("low", _) => Square(272, settings),
        ("medium", _) => Square(1056, settings),
        _ => Square(4160, settings),
    };

    private static int Square(int tokens, ImageSettings settings) =>
        (int)Math.Ceiling(tokens * (settings.Width * settings.Height / SquarePixels));
}
