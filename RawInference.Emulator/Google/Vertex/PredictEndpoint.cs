using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Google.Embed;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Vertex;

/// <summary><c>:predict</c>, for the embedding models that answer there.</summary>
internal static class PredictEndpoint
{
    public static Task AnswerAsync(WireCall call) => call.Model.Has("predict-media") ? MediaAsync(call) : TextAsync(call);

    private static Task TextAsync(WireCall call)
    {
        var parameters = call.Body.Member("parameters");
        var dimensions = parameters?.Integer("outputDimensionality") ?? call.Model.Output;
        var contents = call.Body.Items("instances").Select(instance => instance.Text("content") ?? "").ToArray();
        return JsonReply.WriteAsync(call, new JsonObject
        {
            ["predictions"] = new JsonArray([.. contents.Select(content => Prediction(call, content, dimensions))]),
            ["metadata"] = new JsonObject { ["billableCharacterCount"] = contents.Sum(Billable) },
        });
    }

    /// <summary>A text beyond the model's length is cut, unless the caller forbade it: the rows refuse that.</summary>
    private static JsonNode Prediction(WireCall call, string content, int dimensions)
    {
        var tokens = TokenCount.Of(content);
        var truncated = tokens > call.Model.Context;
        var read = truncated ? TokenCount.Truncate(content, call.Model.Context) : content;
        return new JsonObject
        {
            ["embeddings"] = new JsonObject
            {
                ["values"] = EmbeddedContent.Vector(call.Model.Id, read, dimensions),
                ["statistics"] = new JsonObject { ["token_count"] = Math.Min(tokens, call.Model.Context), ["truncated"] = truncated },
            },
        };
    }

    private static Task MediaAsync(WireCall call)
    {
        var dimensions = call.Body.Member("parameters")?.Integer("dimension") ?? call.Model.Output;
        JsonElement[] instances = [.. call.Body.Items("instances")];
        return JsonReply.WriteAsync(call, new JsonObject
        {
            ["predictions"] = new JsonArray([.. instances.Select(instance => (JsonNode)MediaPrediction.Of(call.Model, instance, dimensions))]),
            ["deployedModelId"] = "153417876347846656",
        });
    }

    private static int Billable(string content) => content.Count(letter => !char.IsWhiteSpace(letter));
}
