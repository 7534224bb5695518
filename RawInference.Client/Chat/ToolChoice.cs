namespace RawInference.Chat;

/// <summary>Whether tools may, must or must not be called.</summary>
/// <param name="Mode">The rule.</param>
/// <param name="Name">The tool that must be called, for <see cref="ToolChoiceMode.Named"/>.</param>
public sealed record ToolChoice(ToolChoiceMode Mode, string? Name = null);
