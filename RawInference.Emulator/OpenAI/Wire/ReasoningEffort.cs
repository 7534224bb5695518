using RawInference.Emulator.OpenAI.Models;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>How hard a model reasons when nothing is said.</summary>
internal static class ReasoningEffort
{
    public static string? Of(ModelEntry model, string? asked) =>
        !model.Has("reasoning") ? null
        : asked ?? (model.Has("none-effort") ? "none" : "medium");
}
