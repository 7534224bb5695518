using System.Text.RegularExpressions;
using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

/// <summary>What one layer must not name of another.</summary>
internal static class Layers
{
    /// <summary>A face goes through <c>IInferenceClient</c>; only what puts the process together knows the pipeline.</summary>
    public static IEnumerable<string> FacesThatKnowThePipeline(IReadOnlyList<SourceFile> sources) =>
        from source in sources
        where source.Project == "RawInference.Api" && source.Folders.Count > 0 && !ApiFolders.Shared.Contains(source.Folders[0])
            && Regex.IsMatch(source.Code, @"\bRawInference\.Core\.Pipeline\b")
        select $"{source.Path}: uses RawInference.Core.Pipeline; a face calls IInferenceClient, and what it needs besides belongs into Client, Core.Models or Core.Identity.";

    /// <summary>Stages ask the request through its virtual members; only handlers and the dispatcher's registration know modalities.</summary>
    public static IEnumerable<string> StagesThatKnowAModality(IReadOnlyList<SourceFile> sources)
    {
        var modalities = sources
            .Where(source => source.Project == "RawInference.Client" && source.Folders.Count == 1 && source.Name.EndsWith("Response", StringComparison.Ordinal))
            .Select(source => source.Folders[0])
            .ToHashSet();
        var types = sources
            .Where(source => source.Project is "RawInference.Client" or "RawInference.Core" && source.Folders.Count > 0 && modalities.Contains(source.Folders[0]))
            .Select(source => source.Name);
        var folders = string.Join('|', modalities);
        var operations = string.Join('|', sources
            .Where(source => source.Path == "RawInference.Client/Operations.cs")
            .SelectMany(source => Regex.Matches(source.Code, @"const string (\w+)"))
            .Select(match => match.Groups[1].Value));
        var named = new Regex($@"\bRawInference\.(?:Core\.)?(?:{folders})\b|\b(?:{string.Join('|', types)})\b|\bOperations\.(?:{operations})\b");

        return from source in sources
               where source.Project == "RawInference.Core" && source.Folders is ["Pipeline", ..]
               let match = named.Match(source.Code)
               where modalities.Count > 0 && match.Success
               select $"{source.Path}: names '{match.Value}'; a stage knows no modality: ask the request through a virtual member of InferenceRequest or InferenceResponse.";
    }
}
