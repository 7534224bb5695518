using System.Text.RegularExpressions;
using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on declared functions, and on how they may be called.</summary>
internal static partial class FunctionChecks
{
    public static IReadOnlyDictionary<string, string>? NameInvalid(RefusalContext context)
    {
        foreach (var (tool, index) in context.Body.Items("tools").Select((tool, index) => (tool, index)))
        {
            if (tool.Items("functionDeclarations").ToList().FindIndex(function => !Name().IsMatch(function.Text("name") ?? "")) is var at and >= 0)
            {
                return Quoted.Of(("tool", index), ("index", at));
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? Duplicate(RefusalContext context)
    {
        var twice = GenerateRequest.Functions(context.Body).GroupBy(function => function.Text("name")).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : Quoted.Of(("name", twice.Key ?? ""));
    }

    public static IReadOnlyDictionary<string, string>? Present(RefusalContext context) =>
        Quoted.When(GenerateRequest.Functions(context.Body).Any());

    public static IReadOnlyDictionary<string, string>? Missing(RefusalContext context) =>
        Quoted.When(!GenerateRequest.Functions(context.Body).Any());

    public static IReadOnlyDictionary<string, string>? AllowedNamesAlone(RefusalContext context)
    {
        var config = context.Body.Member("toolConfig")?.Member("functionCallingConfig");
        return Quoted.When(config?.Items("allowedFunctionNames").Any() == true && config?.Text("mode") is not ("ANY" or "VALIDATED"));
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.:\-]{0,63}\z")]
    private static partial Regex Name();
}
