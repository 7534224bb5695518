namespace RawInference.Chat;

/// <summary>A tool that the model asks the caller to run.</summary>
/// <param name="Id">Ties the call to its result.</param>
/// <param name="Name">The tool's name as the request declared it.</param>
/// <param name="Arguments">JSON as the model wrote it; usually an object, not guaranteed to be valid.</param>
public sealed record ToolCall(string Id, string Name, string Arguments)
{
    public override string ToString() => $"call of {Name}";
}
