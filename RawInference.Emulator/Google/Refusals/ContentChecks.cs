using System.Text.Json;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on contents and their parts.</summary>
internal static class ContentChecks
{
    private static readonly string[] NoData = ["thought", "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution"];

    public static IReadOnlyDictionary<string, string>? ContentsMissing(RefusalContext context) => Quoted.When(!context.Body.Items("contents").Any());

    public static IReadOnlyDictionary<string, string>? RoleMissing(RefusalContext context) =>
        Quoted.When(context.Body.Items("contents").Any(content => content.Text("role") is null));

    public static IReadOnlyDictionary<string, string>? PartsEmpty(RefusalContext context)
    {
        var index = context.Body.Items("contents").ToList().FindIndex(content => !content.Items("parts").Any());
        return index < 0 ? null : Quoted.Of(("index", index));
    }

    public static IReadOnlyDictionary<string, string>? PartEmpty(RefusalContext context)
    {
        foreach (var (content, index) in context.Body.Items("contents").Select((content, index) => (content, index)))
        {
            if (content.Items("parts").ToList().FindIndex(IsEmpty) is var part and >= 0)
            {
                return Quoted.Of(("index", index), ("part", part));
            }
        }

        return null;
    }

    private static bool IsEmpty(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && !part.EnumerateObject().Any(member => !NoData.Contains(member.Name));
}
