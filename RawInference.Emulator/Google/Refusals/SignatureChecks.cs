using System.Text.Json;
using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>
/// Checks on thought signatures. They are demanded in the current turn, which begins with the last thing the user said:
/// on the first call of each step; on text they are optional.
/// </summary>
internal static class SignatureChecks
{
    public static IReadOnlyDictionary<string, string>? Missing(RefusalContext context)
    {
        JsonElement[] contents = [.. context.Body.Items("contents")];
        var turn = Array.FindLastIndex(contents, IsSaidByUser);
        for (var index = Math.Max(turn, 0); index < contents.Length; index++)
        {
            var call = contents[index].Items("parts").FirstOrDefault(part => part.Member("functionCall") is not null);
            if (call.ValueKind == JsonValueKind.Object && call.Text("thoughtSignature") is null)
            {
                return Quoted.Of(("name", call.Member("functionCall")!.Value.Text("name") ?? ""), ("position", index + 1));
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? Corrupt(RefusalContext context) => Quoted.When(
        JsonPaths.Find(context.Body, "contents[*].parts[*].thoughtSignature")
            .Select(found => found.Element.GetString()!)
            .Any(signature => !ThoughtSignature.IsGenuine(signature) && !ThoughtSignature.IsPlaceholder(signature)));

    private static bool IsSaidByUser(JsonElement content) =>
        content.Text("role") != "model" && content.Items("parts").Any(part => part.Member("functionResponse") is null);
}
