using RawInference.Chat;

namespace RawInference.Connectors.OpenAI;

/// <summary>The words of <c>tool_choice</c>, the same in both dialects.</summary>
internal static class ToolWords
{
    public static string Of(ToolChoiceMode mode) => mode switch
    {
        ToolChoiceMode.Auto => "auto",
        ToolChoiceMode.None => "none",
        _ => "required",
    };
}
