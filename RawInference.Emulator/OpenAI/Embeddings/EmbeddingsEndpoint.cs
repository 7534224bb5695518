using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Embeddings;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal static class EmbeddingsEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        var inputs = EmbeddingInputs.Read(call.Body);
        var dimensions = call.Body.Integer("dimensions") ?? call.Model.Output;
        var base64 = call.Body.Text("encoding_format") == "base64";
        var tokens = inputs.Sum(input => input.Tokens);
        return JsonReply.WriteAsync(call, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. inputs.Select((input, index) => Embed(call.Model.Id, input.Text, index, dimensions, base64))]),
            ["model"] = call.Model.Snapshot,
            ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
        });
    }

    private static JsonNode Embed(string model, string text, int index, int dimensions, bool base64)
    {
        var vector = EmbeddingVector.Of(model, text, dimensions);
        return new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = index,
            ["embedding"] = base64
                ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))
                : JsonArray.Create(JsonSerializer.SerializeToElement(vector)),
        };
    }
}
