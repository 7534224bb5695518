namespace RawInference;

/// <summary>The words for what can be asked; values of <c>task</c>.</summary>
public static class Operations
{
    public const string Chat = "chat";
    public const string Embedding = "embedding";
    public const string Transcription = "transcription";
    public const string Image = "image";
    public const string Speech = "speech";
}
