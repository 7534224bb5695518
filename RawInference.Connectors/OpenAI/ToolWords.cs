using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI;

/// <summary>What both dialects, and all servers, have in common about tools.</summary>
internal static class ToolWords
{
    public static string Of(ToolChoiceMode mode) => mode switch
    {
        ToolChoiceMode.Auto => "auto",
        ToolChoiceMode.None => "none",
        _ => "required",
    };

    /// <summary>For a call that a server gives no id: its result has to name one.</summary>
    public static string NewId() => $"call_{Guid.NewGuid():N}";

    /// <summary>The arguments' JSON; some servers send it as an object instead of a string.</summary>
    public static string? ArgumentsOf(JsonElement function) => function.Member("arguments") is { ValueKind: JsonValueKind.Object } arguments
        ? arguments.GetRawText()
        : function.Text("arguments");
}
