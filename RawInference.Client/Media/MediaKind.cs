namespace RawInference.Media;

/// <summary>What a medium is, by its use.</summary>
public enum MediaKind
{
    Image,
    Audio,
    Video,

    /// <summary>PDF and other documents.</summary>
    File,
}
