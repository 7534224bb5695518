using System.Text.Json;

namespace RawInference.Emulator.Answers;

/// <summary>A tool that the caller declared.</summary>
internal sealed record ToolDeclaration(string Name, JsonElement? Parameters);
