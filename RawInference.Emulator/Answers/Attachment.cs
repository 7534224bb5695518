using RawInference.Emulator.Media;

namespace RawInference.Emulator.Answers;

/// <summary>A picture, recording or document in a message: its bytes, or the URL of what lies elsewhere.</summary>
internal sealed record Attachment(AttachmentKind Kind, byte[]? Bytes, string? Url)
{
    /// <summary>What a URL leads to, without fetching; null for a file that the emulator itself should have and has not.</summary>
    public static Attachment? Linked(AttachmentKind kind, Uri uri)
    {
        var file = MediaLibrary.Find(uri);
        return file is null && MediaLibrary.IsOwn(uri) ? null : new Attachment(kind, file?.Bytes, uri.ToString());
    }
}
