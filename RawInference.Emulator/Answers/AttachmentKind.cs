namespace RawInference.Emulator.Answers;

/// <summary>What a message can carry besides text.</summary>
internal enum AttachmentKind
{
    Image,
    Audio,
    File,
}
