using System.Text.Json;
using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on the order and number of function calls and their responses.</summary>
internal static class FunctionTurnChecks
{
    public static IReadOnlyDictionary<string, string>? CallOrder(RefusalContext context)
    {
        var contents = Contents(context);
        return Quoted.When(Enumerable.Range(0, contents.Length).Any(index =>
            Count(contents[index], "functionCall") > 0 && (index == 0 || contents[index - 1].Text("role") == "model")));
    }

    public static IReadOnlyDictionary<string, string>? ResponseOrder(RefusalContext context)
    {
        var contents = Contents(context);
        return Quoted.When(Enumerable.Range(0, contents.Length).Any(index =>
            Count(contents[index], "functionResponse") > 0 && (index == 0 || Count(contents[index - 1], "functionCall") == 0)));
    }

    public static IReadOnlyDictionary<string, string>? ResponseCount(RefusalContext context)
    {
        var contents = Contents(context);
        return Quoted.When(Enumerable.Range(0, Math.Max(0, contents.Length - 1)).Any(index =>
            Count(contents[index], "functionCall") is var calls and > 0 && Count(contents[index + 1], "functionResponse") != calls));
    }

    public static IReadOnlyDictionary<string, string>? ResponseNameMissing(RefusalContext context)
    {
        foreach (var (content, index) in Contents(context).Select((content, index) => (content, index)))
        {
            var part = content.Items("parts").ToList()
                .FindIndex(part => part.Member("functionResponse") is { } response && string.IsNullOrEmpty(response.Text("name")));
            if (part >= 0)
            {
                return Quoted.Of(("index", index), ("part", part));
            }
        }

        return null;
    }

    private static JsonElement[] Contents(RefusalContext context) => [.. context.Body.Items("contents")];

    private static int Count(JsonElement content, string kind) => ConversationTurns.Parts(content, kind).Count();
}
