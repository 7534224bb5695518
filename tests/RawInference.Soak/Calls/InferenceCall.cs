using System.Text.Json.Nodes;

namespace RawInference.Soak.Calls;

/// <summary>One <c>POST /v1/inference</c>.</summary>
internal sealed record InferenceCall
{
    public const string Provider = "openai";

    private const string ChatModel = "gpt-4o-mini";
    private const string EmbeddingModel = "text-embedding-3-small";

    /// <summary>The secret.</summary>
    public required string Key { get; init; }

    public required string Body { get; init; }

    public bool Stream { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>When the client leaves; null for never.</summary>
    public TimeSpan? LeavesAfter { get; init; }

    /// <param name="key">The secret.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="faults">What the emulator plays: <c>delay:20;key:7</c>.</param>
    /// <param name="stream">As events.</param>
    /// <param name="timeout">The call's deadline.</param>
    public static InferenceCall Chat(string key, string prompt, string? faults = null, bool stream = false, TimeSpan? timeout = null) =>
        new()
        {
            Key = key,
            Stream = stream,
            Body = new JsonObject
            {
                ["provider"] = Provider,
                ["model"] = ModelWith(faults),
                ["inputs"] = new JsonObject { ["prompts"] = new JsonArray(prompt) },
                ["parameters"] = Parameters(stream, timeout),
            }.ToJsonString(),
        };

    /// <summary>The model that plays these faults.</summary>
    public static string ModelWith(string? faults) => faults is null ? ChatModel : $"{ChatModel}@fault={faults}";

    /// <param name="key">The secret.</param>
    /// <param name="alias">A configured one.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="stream">As events.</param>
    /// <param name="timeout">The call's deadline.</param>
    public static InferenceCall Alias(string key, string alias, string prompt, bool stream, TimeSpan timeout) => new()
    {
        Key = key,
        Stream = stream,
        Body = new JsonObject
        {
            ["inference_name"] = alias,
            ["inputs"] = new JsonObject { ["prompts"] = new JsonArray(prompt) },
            ["parameters"] = Parameters(stream, timeout),
        }.ToJsonString(),
    };

    public static InferenceCall Embedding(string key, string text) => new()
    {
        Key = key,
        Body = new JsonObject
        {
            ["provider"] = Provider,
            ["model"] = EmbeddingModel,
            ["inputs"] = new JsonObject { ["text"] = text },
            ["parameters"] = new JsonObject { ["dimensions"] = 8 },
        }.ToJsonString(),
    };

    private static JsonObject Parameters(bool stream, TimeSpan? timeout)
    {
        var parameters = new JsonObject { ["max_tokens"] = 1_000 };
        if (stream)
        {
            parameters["stream"] = true;
        }

        if (timeout is { } deadline)
        {
            parameters["timeout_ms"] = (int)deadline.TotalMilliseconds;
        }

        return parameters;
    }
}
