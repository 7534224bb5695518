namespace RawInference.Chat;

/// <summary>A fragment of a tool call.</summary>
/// <param name="Index">Which of the output's tool calls.</param>
/// <param name="Id">Set on the call's first fragment.</param>
/// <param name="Name">Set on the call's first fragment.</param>
/// <param name="Arguments">The next piece of the arguments' JSON.</param>
public sealed record ToolCallDelta(int Index, string? Id, string? Name, string? Arguments)
{
    public override string ToString() => $"fragment of call {Index}";
}
