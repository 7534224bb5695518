namespace RawInference.Chat;

/// <summary>Who speaks in a conversation.</summary>
public enum ChatRole
{
    System,
    Developer,
    User,
    Assistant,
    Tool,
}
