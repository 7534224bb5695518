using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on what shall be embedded.</summary>
internal static class EmbedChecks
{
    private static readonly string[] DimensionPaths =
    [
        "outputDimensionality", "requests[*].outputDimensionality", "embedContentConfig.outputDimensionality", "parameters.outputDimensionality",
    ];

    private static readonly string[] InstanceKinds = ["text", "image", "video"];

    public static IReadOnlyDictionary<string, string>? ContentMissing(RefusalContext context) => Quoted.When(IsEmpty(context.Body));

    public static IReadOnlyDictionary<string, string>? BatchContentMissing(RefusalContext context)
    {
        var index = context.Body.Items("requests").ToList().FindIndex(IsEmpty);
        return index < 0 ? null : Quoted.Of(("index", index));
    }

    /// <summary>Each request names the model of the path, where a fault may stand behind it.</summary>
    public static IReadOnlyDictionary<string, string>? BatchModel(RefusalContext context)
    {
        var index = context.Body.Items("requests").ToList().FindIndex(request => request.Text("model") != $"models/{context.Http.Request.RouteValues["model"]}");
        return index < 0 ? null : Quoted.Of(("index", index));
    }

    public static IReadOnlyDictionary<string, string>? DimensionsRange(RefusalContext context)
    {
        foreach (var (_, element) in DimensionPaths.SelectMany(path => JsonPaths.Find(context.Body, path)))
        {
            if (element.ValueKind == JsonValueKind.Number && element.GetDouble() is var asked && (asked < 1 || asked > context.Model!.Output))
            {
                return Quoted.Of(("value", asked), ("bound", context.Model!.Output + 1));
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? InstanceEmpty(RefusalContext context) =>
        Quoted.When(context.Body.Items("instances").Any(instance => !InstanceKinds.Any(kind => instance.Member(kind) is not null)));

    public static IReadOnlyDictionary<string, string>? TextTooLong(RefusalContext context)
    {
        var longest = context.Body.Items("instances").Select(instance => TokenCount.Of(instance.Text("content"))).DefaultIfEmpty().Max();
        return context.Body.Member("parameters")?.Flag("autoTruncate") == false && longest > context.Model!.Context
            ? Quoted.Of(("tokens", longest), ("context", context.Model.Context))
            : null;
    }

    public static IReadOnlyDictionary<string, string>? TextContentMissing(RefusalContext context) =>
        Quoted.When(context.Body.Items("instances").Any(instance => string.IsNullOrEmpty(instance.Text("content"))));

    /// <summary>A picture whose header is none of a picture.</summary>
    public static IReadOnlyDictionary<string, string>? InstanceImageUnreadable(RefusalContext context) => Quoted.When(
        JsonPaths.Find(context.Body, "instances[*].image.bytesBase64Encoded")
            .Any(found => found.Element.ValueKind != JsonValueKind.String
                || (InlineBytes.Base64(found.Element.GetString()!) is var bytes && (bytes is null || ImageHeader.Read(bytes) is null))));

    private static bool IsEmpty(JsonElement request) => request.Member("content")?.Items("parts").Any() != true;
}
