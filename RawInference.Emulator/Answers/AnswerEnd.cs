namespace RawInference.Emulator.Answers;

/// <summary>Why an answer ends.</summary>
internal enum AnswerEnd
{
    Stop,
    Length,
    ToolCalls,
    ContentFilter,
}
