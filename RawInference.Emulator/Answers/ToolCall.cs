namespace RawInference.Emulator.Answers;

/// <summary>A call of a declared tool; the arguments are JSON text.</summary>
internal sealed record ToolCall(string Id, string Name, string Arguments);
