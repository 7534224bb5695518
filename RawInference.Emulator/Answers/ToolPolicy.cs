namespace RawInference.Emulator.Answers;

/// <summary>Which tools may or must be called.</summary>
/// <param name="Mode"><c>none</c>, <c>auto</c> or <c>required</c>.</param>
/// <param name="Name">The one tool that must be called.</param>
/// <param name="Parallel">Whether one answer may carry several calls.</param>
internal sealed record ToolPolicy(string Mode, string? Name, bool Parallel);
