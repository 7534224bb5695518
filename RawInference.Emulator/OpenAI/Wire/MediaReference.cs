using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;
using RawInference.Emulator.Wire;

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
            return InlineBytes.DataUrl(url) is { } bytes && ImageHeader.Read(bytes) is not null
                ? new Attachment(AttachmentKind.Image, bytes, Url: null)
                : throw new WireErrorException(OpenAIErrors.Invalid(UnsupportedImage, param: null, "invalid_image_format"));
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new WireErrorException(OpenAIErrors.Invalid(
                $"Invalid image URL: '{url}'. Expected a valid URL, but got a value with an invalid format.", param: null, "invalid_value"));
        }

        return Linked(AttachmentKind.Image, uri, "invalid_image_url");
    }

    public static Attachment File(string? data, string? id) => (data, id) switch
    {
        ({ } inline, _) => new Attachment(
            AttachmentKind.File,
            InlineBytes.DataUrl(inline) ?? throw Invalid("file_data", "a base64-encoded data URL with a MIME type"),
            Url: null),
        (_, { } file) => throw new WireErrorException(new WireError(
            StatusCodes.Status404NotFound, $"No such File object: {file}", "invalid_request_error", "file_id", Code: null)),
        _ => throw new WireErrorException(OpenAIErrors.Invalid(
            "Missing required parameter: 'file_id'.", "file_id", "missing_required_parameter")),
    };

    public static Attachment FileUrl(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? Linked(AttachmentKind.File, uri, "invalid_file_url")
        : throw Invalid("file_url", "a valid URL");

    public static byte[] Base64(string text, string param) => InlineBytes.Base64(text) ?? throw Invalid(param, "a base64-encoded value");

    private static Attachment Linked(AttachmentKind kind, Uri uri, string code) => Attachment.Linked(kind, uri)
        ?? throw new WireErrorException(OpenAIErrors.Invalid($"Error while downloading {uri}.", "url", code));

    private static WireErrorException Invalid(string param, string expected) => new(OpenAIErrors.Invalid(
        $"Invalid '{param}'. Expected {expected}.", param, "invalid_value"));
}
