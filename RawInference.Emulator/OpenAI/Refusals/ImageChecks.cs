using System.Text.RegularExpressions;
using RawInference.Emulator.Media;
using RawInference.Emulator.OpenAI.Images;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>Checks on uploaded images, and on the size of a new one.</summary>
internal static partial class ImageChecks
{
    private const int Grid = 16;
    private const int MostRatio = 3;
    private const int LongestSide = 3840;
    private const int LargestArea = 3840 * 2160;

    public static IReadOnlyDictionary<string, string>? SizeOffGrid(RefusalContext context) =>
        context.Body.Text("size") is { } size and not "auto" && !IsFree(size) ? new Dictionary<string, string> { ["value"] = size } : null;

    public static IReadOnlyDictionary<string, string>? Unreadable(RefusalContext context)
    {
        var images = Images(context);
        var index = Array.FindIndex(images, bytes => ImageHeader.Read(bytes)?.Format is not ("PNG" or "JPEG" or "WebP"));
        return index < 0 ? null : new Dictionary<string, string> { ["index"] = $"{index + 1}" };
    }

    public static IReadOnlyDictionary<string, string>? NotPng(RefusalContext context) =>
        Images(context).Any(bytes => ImageHeader.Read(bytes)?.Format != "PNG") ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? NotSquare(RefusalContext context) =>
        Images(context).Any(bytes => ImageHeader.Read(bytes) is { } image && image.Width != image.Height) ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? MaskNotPng(RefusalContext context) =>
        Mask(context) is { } mask && ImageHeader.Read(mask)?.Format != "PNG" ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? MaskOfOtherSize(RefusalContext context) =>
        Mask(context) is { } mask && ImageHeader.Read(mask) is { } size && ImageHeader.Read(Images(context)[0]) is { } image
        && (size.Width, size.Height) != (image.Width, image.Height)
            ? new Dictionary<string, string>()
            : null;

    private static bool IsFree(string size)
    {
        if (!Size().IsMatch(size))
        {
            return false;
        }

        var (width, height) = ImageSettings.Parse(size);
        var (longer, shorter) = (Math.Max(width, height), Math.Min(width, height));
        return shorter > 0 && width % Grid == 0 && height % Grid == 0
            && longer <= MostRatio * shorter && longer <= LongestSide && width * height <= LargestArea;
    }

    private static byte[][] Images(RefusalContext context) =>
        [.. context.Http.Request.Form.Files.Where(file => file.Name is "image" or "image[]").Select(Read)];

    private static byte[]? Mask(RefusalContext context) =>
        context.Http.Request.Form.Files.GetFile("mask") is { } file ? Read(file) : null;

    private static byte[] Read(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"^\d{1,4}x\d{1,4}$", RegexOptions.None, 1000)]
    private static partial Regex Size();
}
