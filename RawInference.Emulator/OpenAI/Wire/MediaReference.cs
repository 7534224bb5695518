using System.Text;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Reads what a message refers to: inline bytes, a file of the emulator's own, or a URL elsewhere, which is never fetched.</summary>
internal static class MediaReference
{
    private const string UnsupportedImage =
        "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].";

    public static Attachment Image(string url)
    {
        if (url.StartsWith("data:", StringComparison.Ordinal))
        {
            return DataUrl(url) is { } bytes && ImageHeader.Read(bytes) is not null
                ? new Attachment(AttachmentKind.Image, bytes, Url: null)
                : throw new OpenAIErrorException(OpenAIError.Invalid(UnsupportedImage, param: null, "invalid_image_format"));
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new OpenAIErrorException(OpenAIError.Invalid(
                $"Invalid image URL: '{url}'. Expected a valid URL, but got a value with an invalid format.", param: null, "invalid_value"));
        }

        return Linked(AttachmentKind.Image, uri, "invalid_image_url");
    }

    public static Attachment File(string? data, string? id) => (data, id) switch
    {
        ({ } inline, _) => new Attachment(
            AttachmentKind.File,
            DataUrl(inline) ?? throw Invalid("file_data", "a base64-encoded data URL with a MIME type"),
            Url: null),
        (_, { } file) => throw new OpenAIErrorException(new OpenAIError(
            StatusCodes.Status404NotFound, $"No such File object: {file}", "invalid_request_error", "file_id", Code: null)),
        _ => throw new OpenAIErrorException(OpenAIError.Invalid(
            "Missing required parameter: 'file_id'.", "file_id", "missing_required_parameter")),
    };

    public static Attachment FileUrl(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? Linked(AttachmentKind.File, uri, "invalid_file_url")
        : throw Invalid("file_url", "a valid URL");

    public static byte[] Base64(string text, string param)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Invalid(param, "a base64-encoded value");
    }

    private static Attachment Linked(AttachmentKind kind, Uri uri, string code)
    {
        var file = MediaLibrary.Find(uri);
        return uri.IsLoopback && uri.AbsolutePath.StartsWith("/media/", StringComparison.Ordinal) && file is null
            ? throw new OpenAIErrorException(OpenAIError.Invalid($"Error while downloading {uri}.", "url", code))
            : new Attachment(kind, file?.Bytes, uri.ToString());
    }

    private static byte[]? DataUrl(string url)
    {
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!url.StartsWith("data:", StringComparison.Ordinal) || comma < 0)
        {
            return null;
        }

        var (head, text) = (url[..comma], url[(comma + 1)..]);
        if (!head.EndsWith(";base64", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text));
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static OpenAIErrorException Invalid(string param, string expected) => new(OpenAIError.Invalid(
        $"Invalid '{param}'. Expected {expected}.", param, "invalid_value"));
}
