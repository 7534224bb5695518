using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Embed;

/// <summary><c>:embedContent</c> and <c>:batchEmbedContents</c> of the Gemini API.</summary>
internal static class EmbedEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        var content = EmbeddedContent.Of(call.Body.Member("content"));
        var answer = new JsonObject { ["embedding"] = Embedding(call, call.Body) };
        if (call.Model.Has("embed-media"))
        {
            answer["usageMetadata"] = Usage(content.Tokens.ByModality);
        }

        return JsonReply.WriteAsync(call, answer);
    }

    public static Task AnswerBatchAsync(WireCall call)
    {
        JsonElement[] requests = [.. call.Body.Items("requests")];
        var answer = new JsonObject { ["embeddings"] = new JsonArray([.. requests.Select(request => Embedding(call, request))]) };
        if (call.Model.Has("embed-media"))
        {
            answer["usageMetadata"] = Usage(requests
                .SelectMany(request => EmbeddedContent.Of(request.Member("content")).Tokens.ByModality)
                .GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)));
        }

        return JsonReply.WriteAsync(call, answer);
    }

    /// <summary>Embeddings have a usage of their own here, whose list is spelled unlike that of generations.</summary>
    private static JsonObject Usage(IReadOnlyDictionary<string, int> tokens) => new()
    {
        ["promptTokenCount"] = tokens.Values.Sum(),
        ["promptTokenDetails"] = new JsonArray([.. tokens.Select(pair => PromptTokens.Detail(pair.Key, pair.Value))]),
    };

    private static JsonNode Embedding(WireCall call, JsonElement request) => new JsonObject
    {
        ["values"] = EmbeddedContent.Vector(
            call.Model.Id,
            EmbeddedContent.Of(request.Member("content")).Words,
            request.Integer("outputDimensionality") ?? call.Model.Output),
    };
}
