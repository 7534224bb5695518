using System.Text.Json;

namespace RawInference.Chat;

/// <summary>A function that the model may ask for.</summary>
/// <param name="Name">Letters, digits, <c>_</c> and <c>-</c>, at most 64.</param>
/// <param name="Description">When and how to use it.</param>
/// <param name="Parameters">JSON Schema of the arguments, an object; null for none.</param>
/// <param name="Strict">Whether the provider must hold the arguments to the schema.</param>
public sealed record ToolDefinition(string Name, string? Description, JsonElement? Parameters, bool? Strict)
{
    /// <summary>Keep the tools up to this one in the provider's cache.</summary>
    public CacheHint? CacheControl { get; init; }

    public override string ToString() => Name;
}
