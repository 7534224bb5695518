using System.Globalization;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Images;

/// <summary>How an image shall be, with the model's defaults for what was not said.</summary>
internal sealed record ImageSettings(int Count, int Width, int Height, string Quality, string Format, string Background)
{
    private const string DefaultSize = "1024x1024";

    public string Size => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    public static ImageSettings Of(WireCall call)
    {
        var body = call.Body;
        var (width, height) = Parse(body.Text("size") is { } size and not "auto" ? size : DefaultSize);
        return new ImageSettings(
            body.Integer("n") ?? 1,
            width,
            height,
            body.Text("quality") is { } quality and not "auto" ? quality : "high",
            body.Text("output_format") ?? "png",
            body.Text("background") is { } background and not "auto" ? background : "opaque");
    }

    /// <summary>The refusals let nothing else pass than <c>WIDTHxHEIGHT</c>.</summary>
    public static (int Width, int Height) Parse(string size)
    {
        var parts = size.Split('x');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
