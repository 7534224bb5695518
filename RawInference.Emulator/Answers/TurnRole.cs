namespace RawInference.Emulator.Answers;

/// <summary>Who speaks in a conversation.</summary>
internal enum TurnRole
{
    System,
    User,
    Assistant,
    Tool,
}
