using System.Globalization;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>What a check's message may quote.</summary>
internal static class Quoted
{
    public static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public static IReadOnlyDictionary<string, string>? When(bool holds) => holds ? Nothing : null;

    public static Dictionary<string, string> Of(params (string Name, IConvertible Value)[] quoted) =>
        quoted.ToDictionary(pair => pair.Name, pair => pair.Value.ToString(CultureInfo.InvariantCulture));
}
