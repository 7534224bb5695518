using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Google.Wire;
using RawInference.Emulator.Media;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>
/// Reads what a part carries besides text: inline bytes, a file of the emulator's own, or a URI elsewhere, which is never fetched.
/// </summary>
internal static class PartMedia
{
    public static Attachment? Read(JsonElement part)
    {
        if (part.Member("inlineData") is { } inline)
        {
            return new Attachment(KindOf(inline), InlineBytes.Base64(inline.Text("data") ?? "") ?? [], Url: null);
        }

        if (part.Member("fileData") is not { } file)
        {
            return null;
        }

        return Uri.TryCreate(file.Text("fileUri"), UriKind.Absolute, out var uri)
            ? Attachment.Linked(KindOf(file), uri) ?? throw Unfetched(uri)
            : throw new WireErrorException(GoogleErrors.Invalid("Invalid or unsupported file uri: " + file.Text("fileUri")));
    }

    /// <summary>The kind that a MIME type names; a video is a file.</summary>
    public static AttachmentKind KindOf(JsonElement media) => (media.Text("mimeType") ?? "").Split('/')[0] switch
    {
        "image" => AttachmentKind.Image,
        "audio" => AttachmentKind.Audio,
        _ => AttachmentKind.File,
    };

    private static WireErrorException Unfetched(Uri uri) => new(GoogleErrors.Invalid($"Cannot fetch content from the provided URL: {uri}"));
}
