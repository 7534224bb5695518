namespace RawInference.Emulator.Answers;

/// <summary>A picture, recording or document in a message: its bytes, or the URL of what lies elsewhere.</summary>
internal sealed record Attachment(AttachmentKind Kind, byte[]? Bytes, string? Url);
