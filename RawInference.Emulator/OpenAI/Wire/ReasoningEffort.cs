using RawInference.Emulator.Models;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>How hard a model reasons, and what that takes.</summary>
internal static class ReasoningEffort
{
    private static readonly Dictionary<string, int> Tokens = new()
    {
        ["none"] = 0,
        ["minimal"] = 0,
        ["low"] = 64,
        ["medium"] = 128,
        ["high"] = 256,
        ["xhigh"] = 512,
    };

    /// <summary>Null where the model does not reason.</summary>
    public static string? Of(ModelEntry model, string? asked) =>
        !model.Has("reasoning") ? null
        : asked ?? (model.Has("none-effort") ? "none" : "medium");

    public static int TokensOf(ModelEntry model, string? asked) => Of(model, asked) is { } effort ? Tokens[effort] : 0;
}
