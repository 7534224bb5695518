using System.Collections.Frozen;

namespace RawInference.Connectors.OpenAI;

/// <summary>Where a compatible server deviates; <see cref="OpenAIConnector"/> documents each.</summary>
internal sealed record OpenAIQuirks
{
    /// <summary>Each quirk with its values, the default first.</summary>
    public static FrozenDictionary<string, IReadOnlyList<string>> Known { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["max_tokens_field"] = ["max_completion_tokens", "max_tokens"],
        ["stream_usage"] = ["true", "false"],
        ["stream_done"] = ["true", "false"],
        ["seed_field"] = ["seed", "random_seed"],
        ["reasoning_field"] = ["reasoning_effort", "reasoning", "none"],
        ["reasoning_state"] = ["none", "reasoning_content", "reasoning_details"],
        ["tool_strict"] = ["true", "false"],
        ["developer_role"] = ["true", "false"],
        ["media_urls"] = ["true", "false"],
        ["cache_control"] = ["false", "true"],
        ["embedding_encoding"] = ["base64", "float", "none"],
        ["dialect"] = ["chat", "responses"],
    }.ToFrozenDictionary();

    public required string MaxTokensField { get; init; }

    public required bool StreamUsage { get; init; }

    public required bool StreamDone { get; init; }

    public required string SeedField { get; init; }

    public required string ReasoningField { get; init; }

    /// <summary>The member in which the server wants its reasoning back; null where it wants none.</summary>
    public required string? ReasoningState { get; init; }

    public required bool ToolStrict { get; init; }

    public required bool DeveloperRole { get; init; }

    public required bool MediaUrls { get; init; }

    public required bool CacheControl { get; init; }

    public required string EmbeddingEncoding { get; init; }

    public required bool Responses { get; init; }

    /// <exception cref="InferenceException">A quirk has a value that it does not know.</exception>
    public static OpenAIQuirks Read(string provider, IReadOnlyDictionary<string, string> quirks)
    {
        string Value(string name)
        {
            var known = Known[name];
            var value = quirks.GetValueOrDefault(name, known[0]);
            return known.Contains(value) ? value : throw new InferenceException(
                InferenceErrorCode.Internal,
                $"RawInference:Providers:{provider}:Quirks:{name}: '{value}' is not one of {string.Join(", ", known)}.");
        }

        return new OpenAIQuirks
        {
            MaxTokensField = Value("max_tokens_field"),
            StreamUsage = Value("stream_usage") == "true",
            StreamDone = Value("stream_done") == "true",
            SeedField = Value("seed_field"),
            ReasoningField = Value("reasoning_field"),
            ReasoningState = Value("reasoning_state") is not "none" and var member ? member : null,
            ToolStrict = Value("tool_strict") == "true",
            DeveloperRole = Value("developer_role") == "true",
            MediaUrls = Value("media_urls") == "true",
            CacheControl = Value("cache_control") == "true",
            EmbeddingEncoding = Value("embedding_encoding"),
            Responses = Value("dialect") == "responses",
        };
    }
}
