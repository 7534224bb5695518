using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Images;
using RawInference.Core.Pipeline.Media;
using RawInference.Images;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.OpenAI.Images;

/// <summary>Reads drawn images with their facts.</summary>
internal static class ImageAnswer
{
    public static IReadOnlyList<ImageResult> Read(JsonElement answer, OpenAIServer server, ImageCall call)
    {
        var format = answer.Text("output_format");
        var images = answer.Items("data").Select(item => ImageOf(item, format)).ToArray();
        if (images.Length < call.Count)
        {
            throw AnswerJson.Invalid("data", $"has {images.Length} of the {call.Count} images that were asked for");
        }

        var usage = UsageOf(answer, server, call, images.Length);
        var raw = call.Options.IncludeRaw ? answer.Clone() : (JsonElement?)null;
        return [.. images.Select(image => new ImageResult { Image = image, Usage = usage, Model = answer.Text("model") ?? server.Model, Raw = raw })];
    }

    private static GeneratedImage ImageOf(JsonElement item, string? format)
    {
        var image = new GeneratedImage { MediaType = TypeOf(format), RevisedPrompt = item.Text("revised_prompt") };
        return BytesOf(item) is { } bytes
            ? image with { Bytes = bytes, MediaType = MediaSniffer.OfKind(bytes, MediaKind.Image) ?? image.MediaType }
            : image with { Url = UrlOf(item) };
    }

    private static byte[]? BytesOf(JsonElement item) => item.Member("b64_json") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when text.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0 => bytes,
        _ => throw AnswerJson.Invalid("b64_json", "is not an image in base64"),
    };

    private static string UrlOf(JsonElement item) => item.Text("url") switch
    {
        null => throw AnswerJson.Invalid("data", "has an image with neither b64_json nor url"),
        var url when Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) => url,
        _ => throw AnswerJson.Invalid("url", "is not an absolute http or https URL"),
    };

    private static string? TypeOf(string? format) => format switch
    {
        "png" or "jpeg" or "webp" or "gif" => $"image/{format}",
        "svg" => "image/svg+xml",
        _ => null,
    };

    /// <summary>What is counted; else the images, where they are what is billed.</summary>
    private static TokenUsage? UsageOf(JsonElement answer, OpenAIServer server, ImageCall call, int count) =>
        answer.Member("usage") is null && server.Card?.Dialect == ImageBody.Base64Dialect
            ? new TokenUsage { Prompt = 0, Completion = 0, Images = count }
            : ImageUsage.Read(answer, call);
}
