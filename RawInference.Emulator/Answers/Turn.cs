namespace RawInference.Emulator.Answers;

/// <summary>One message, whatever wire format it came in.</summary>
internal sealed record Turn(TurnRole Role, string Text)
{
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The calls that an assistant made.</summary>
    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    /// <summary>The call that a tool's result answers.</summary>
    public string? CallId { get; init; }
}
