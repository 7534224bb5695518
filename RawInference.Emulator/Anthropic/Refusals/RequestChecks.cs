using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on the request as such.</summary>
internal static class RequestChecks
{
    /// <summary>Neither of the two ways to present a key; any key will do, except one that says it is invalid.</summary>
    public static IReadOnlyDictionary<string, string>? NoKey(RefusalContext context) =>
        context.Body.Text("key") == "" && context.Body.Text("authorization")?.StartsWith("Bearer ", StringComparison.Ordinal) != true
            ? new Dictionary<string, string>()
            : null;

    public static IReadOnlyDictionary<string, string>? StopBlank(RefusalContext context) =>
        context.Body.Texts("stop_sequences").Any(string.IsNullOrWhiteSpace) ? new Dictionary<string, string>() : null;
}
