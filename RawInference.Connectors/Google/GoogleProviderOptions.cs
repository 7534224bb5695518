using System.Collections.Frozen;
using System.Text.Json;

namespace RawInference.Connectors.Google;

/// <summary>
/// Which fields a caller may add to a body, by Google's own names. Google refuses what it does not know, so there is a list of what
/// is let through and not of what is not: left out are what the dialect sets itself, what reaches beyond this one call
/// (<c>cachedContent</c>, <c>fileSearch</c> and other stores of the shared account, other models), what would change the price unseen
/// (<c>serviceTier</c>), and every endpoint, key and header (<c>mcpServers</c>).
/// <c>generationConfig</c>, <c>tools</c> and <c>toolConfig</c> are merged into what the dialect writes there, member by member.
/// </summary>
internal static class GoogleProviderOptions
{
    public const string GenerationConfig = "generationConfig";

    public const string Tools = "tools";

    public const string ToolConfig = "toolConfig";

    private const string Path = "parameters.provider_options";

    /// <summary>Written as they are; the other three are merged.</summary>
    private static readonly FrozenSet<string> Fields = new[] { "safetySettings", "labels" }.ToFrozenSet();

    /// <summary>Those of a chat; other operations have their own.</summary>
    public static FrozenSet<string> ChatGeneration { get; } =
        new[] { "topK", "mediaResolution", "enableEnhancedCivicAnswers", "audioTimestamp" }.ToFrozenSet();

    public static FrozenSet<string> ChatToolConfig { get; } = new[] { "retrievalConfig", "includeServerSideToolInvocations" }.ToFrozenSet();

    private static readonly FrozenSet<string> ServerTools =
        new[] { "googleSearch", "googleSearchRetrieval", "urlContext", "codeExecution", "googleMaps", "enterpriseWebSearch" }.ToFrozenSet();

    private static readonly string[] Suspicious = ["key", "header", "url", "uri", "endpoint", "auth", "secret", "credential"];

    /// <summary>Those of embeddings, each where its API has it.</summary>
    private static readonly FrozenSet<string> Embedding =
        new[] { "taskType", "title", "autoTruncate", "documentOcr", "audioTrackExtraction", "videoSegmentConfig" }.ToFrozenSet();

    public static bool Allows(string name) => Fields.Contains(name) || Embedding.Contains(name) || IsMerged(name);

    /// <summary>Writes the fields that stand beside what the dialect writes; the members of the merged ones are left to their writers.</summary>
    public static void WriteFields(Utf8JsonWriter writer, JsonElement? options)
    {
        foreach (var field in options?.EnumerateObject() ?? default)
        {
            if (Fields.Contains(field.Name))
            {
                field.WriteTo(writer);
            }
            else if (!IsMerged(field.Name))
            {
                throw Refused(field.Name);
            }
        }
    }

    /// <summary>All fields of a body that nothing is merged into.</summary>
    public static IReadOnlyList<JsonProperty> FieldsOf(JsonElement? options, FrozenSet<string> allowed)
    {
        JsonProperty[] fields = [.. options?.EnumerateObject() ?? default];
        foreach (var field in fields.Where(field => !allowed.Contains(field.Name)))
        {
            throw Refused(field.Name);
        }

        return fields;
    }

    /// <summary>The members of one of the merged objects; none where the caller has not set it.</summary>
    public static IReadOnlyList<JsonProperty> MembersOf(JsonElement? options, string name, FrozenSet<string> allowed)
    {
        if (Find(options, name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw InferenceException.Invalid($"{Path}.{name}", "must be an object.");
        }

        JsonProperty[] members = [.. value.EnumerateObject()];
        foreach (var member in members.Where(member => !allowed.Contains(member.Name)))
        {
            throw Refused($"{name}.{member.Name}");
        }

        return members;
    }

    /// <summary>Tools that Google runs itself; the caller's own are <c>parameters.tools</c>.</summary>
    public static IReadOnlyList<JsonElement> ToolsOf(JsonElement? options)
    {
        if (Find(options, Tools) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw InferenceException.Invalid($"{Path}.{Tools}", "must be a list.");
        }

        JsonElement[] tools = [.. value.EnumerateArray()];
        for (var index = 0; index < tools.Length; index++)
        {
            Check(tools[index], index);
        }

        return tools;
    }

    private static void Check(JsonElement tool, int index)
    {
        if (tool.ValueKind != JsonValueKind.Object)
        {
            throw InferenceException.Invalid($"{Path}.{Tools}[{index}]", "must be an object.");
        }

        foreach (var member in tool.EnumerateObject())
        {
            if (!ServerTools.Contains(member.Name) || IsSuspicious(member.Value))
            {
                throw Refused($"{Tools}[{index}].{member.Name}");
            }
        }
    }

    private static bool IsSuspicious(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member =>
            Array.Exists(Suspicious, word => member.Name.Contains(word, StringComparison.OrdinalIgnoreCase)) || IsSuspicious(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsSuspicious),
        _ => false,
    };

    private static bool IsMerged(string name) => name is GenerationConfig or Tools or ToolConfig;

    private static JsonElement? Find(JsonElement? options, string name) =>
        options is { } fields && fields.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static InferenceException Refused(string name) => InferenceException.Invalid($"{Path}.{name}", "must not be set this way.");
}
