using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;

namespace RawInference.Emulator.Tests.Anthropic.Messages;

/// <summary>Requests of the Messages API, as JSON and as the SDK takes them.</summary>
internal static class MessageRequests
{
    public const string Path = "/anthropic/v1/messages";

    public static JsonObject Ask(string prompt, string model = "claude-sonnet-4-5", string more = "{}") => Ask((JsonNode)prompt, model, more);

    /// <param name="content">A text, or content blocks.</param>
    /// <param name="model">The model.</param>
    /// <param name="more">Further members of the request.</param>
    public static JsonObject Ask(JsonNode content, string model = "claude-sonnet-4-5", string more = "{}")
    {
        var request = JsonNode.Parse(more)!.AsObject();
        request["model"] = model;
        request["max_tokens"] ??= 1000;
        request["messages"] ??= new JsonArray(new JsonObject { ["role"] = "user", ["content"] = content });
        return request;
    }

    public static MessageCreateParams ForSdk(JsonObject request) => MessageCreateParams.FromRawUnchecked(
        new Dictionary<string, JsonElement>(), new Dictionary<string, JsonElement>(), request.Deserialize<Dictionary<string, JsonElement>>()!);

    /// <summary>A text of this many of the emulator's tokens.</summary>
    public static string Text(int tokens, char letter = 'a') => new(letter, tokens * 4);
}
