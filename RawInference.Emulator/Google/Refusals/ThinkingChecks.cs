using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on how much a model shall think.</summary>
internal static class ThinkingChecks
{
    private const int Dynamic = -1;

    /// <summary>Only models with a range of their own refuse; 0 is a row of its own where a model cannot do without.</summary>
    public static IReadOnlyDictionary<string, string>? Budget(RefusalContext context)
    {
        if (context.Body.Member("generationConfig")?.Member("thinkingConfig")?.Integer("thinkingBudget") is not { } budget
            || context.Model!.Row.Items("budget").Select(bound => bound.GetInt32()).ToArray() is not [var least, var most])
        {
            return null;
        }

        var allowed = budget == Dynamic || (budget == 0 && context.Model.Has("thinking-off")) || (budget >= least && budget <= most);
        return allowed ? null : Quoted.Of(("value", budget), ("least", least), ("most", most));
    }

    public static IReadOnlyDictionary<string, string>? Level(RefusalContext context) =>
        context.Body.Member("generationConfig")?.Member("thinkingConfig")?.Text("thinkingLevel") is { } level
            && context.Model!.Row.Texts("levels").ToArray() is { Length: > 0 } levels && !levels.Contains(level)
            ? Quoted.Of(("level", level))
            : null;
}
