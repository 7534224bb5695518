using System.Text.RegularExpressions;
using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

/// <summary>
/// A provider's name, or that of its models, stands in code only in its connector's folder and its registration line.
/// Comments may explain a format; data (JSON) and settings are not code.
/// </summary>
internal static partial class ProviderNames
{
    /// <summary>Projects that speak for providers, or deploy.</summary>
    private static readonly string[] Exempt = ["RawInference.Emulator", "RawInference.AppHost"];

    /// <summary>Faces that are named after the wire format that they speak.</summary>
    private static readonly string[] Dialects = ["OpenAI", "Anthropic"];

    /// <summary>Names whose folder is called otherwise.</summary>
    private static readonly Dictionary<string, string[]> Folders = new(StringComparer.OrdinalIgnoreCase)
    {
        // Semantic Kernel's own services are named after the dialects that they speak.
        ["openai"] = ["OpenAI", "AzureOpenAI", "SemanticKernel"],
        ["gpt"] = ["OpenAI", "AzureOpenAI"],
        ["whisper"] = ["OpenAI", "AzureOpenAI"],
        ["azure"] = ["AzureOpenAI", "SemanticKernel"],
        ["claude"] = ["Anthropic"],
        ["gemini"] = ["Google"],
        ["vertex"] = ["Google"],
    };

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> sources) =>
        from source in sources
        where source.Project.StartsWith("RawInference.", StringComparison.Ordinal) && !Exempt.Contains(source.Project)
        from line in source.CodeAndStrings.Split('\n').Index()
        from name in Name().Matches(line.Item).Select(match => match.Value.ToLowerInvariant()).Distinct()
        where !MayStand(source, line.Item, name)
        select $"{source.Path}({line.Index + 1}): names '{name}'; what is particular to a provider belongs into its folder in RawInference.Connectors, its embedded JSON or appsettings.json.";

    private static bool MayStand(SourceFile source, string line, string name) => source.Project switch
    {
        "RawInference.Connectors" when source.Folders.Count == 0 => Registration().IsMatch(line),
        "RawInference.Connectors" => Folders.GetValueOrDefault(name, [name]).Contains(source.Folders[0], StringComparer.OrdinalIgnoreCase),
        "RawInference.Api" when source.Folders.Count == 0 => Dialects.Contains(name, StringComparer.OrdinalIgnoreCase) && Registration().IsMatch(line),
        "RawInference.Api" => Dialects.Contains(source.Folders[0]),
        _ => false,
    };

    [GeneratedRegex(@"openai|anthropic|google|gemini|mistral|azure|ollama|groq|deepseek|openrouter|bedrock|huggingface|cohere(?!nt|nce)|perplexity|fireworksai|togetherai|(?<![a-z])vertex|claude|whisper|(?<![a-z])gpt(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    /// <summary>A using, or a call such as <c>AddX</c> or <c>MapX</c>.</summary>
    [GeneratedRegex(@"^\s*using |\b(?:Add|TryAdd|Map)\w*[(<]")]
    private static partial Regex Registration();
}
