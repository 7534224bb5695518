using RawInference.Emulator.Google.Wire;
using RawInference.Emulator.Refusals;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>
/// Checks on what the reading of a request found. A refusal lists every violation, each in a line; the row has the first one's kind.
/// </summary>
internal static class FieldChecks
{
    public static IReadOnlyDictionary<string, string>? Unknown(RefusalContext context) =>
        StartingWith(context, "Invalid JSON payload received. Unknown name ");

    public static IReadOnlyDictionary<string, string>? InvalidValue(RefusalContext context) => StartingWith(context, "Invalid value at ");

    public static IReadOnlyDictionary<string, string>? NotRepeated(RefusalContext context) =>
        StartingWith(context, "Proto field is not repeating, cannot start list.");

    private static Dictionary<string, string>? StartingWith(RefusalContext context, string beginning)
    {
        var violations = FieldViolations.Of(context.Http);
        return violations.Count > 0 && violations[0].Description.StartsWith(beginning, StringComparison.Ordinal)
            ? Quoted.Of(
                ("rest", string.Join('\n', violations.Select(violation => violation.Description))[beginning.Length..]),
                ("fields", string.Join('\n', violations.Select(violation => violation.Field))))
            : null;
    }
}
