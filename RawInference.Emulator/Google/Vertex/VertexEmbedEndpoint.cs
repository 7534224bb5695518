using System.Text.Json.Nodes;
using RawInference.Emulator.Google.Embed;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Vertex;

/// <summary><c>:embedContent</c> of Vertex AI: one content, one vector, its settings in an object of their own.</summary>
internal static class VertexEmbedEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        var content = EmbeddedContent.Of(call.Body.Member("content"));
        var dimensions = call.Body.Member("embedContentConfig")?.Integer("outputDimensionality")
            ?? call.Body.Integer("outputDimensionality")
            ?? call.Model.Output;
        return JsonReply.WriteAsync(call, new JsonObject
        {
            ["embedding"] = new JsonObject { ["values"] = EmbeddedContent.Vector(call.Model.Id, content.Words, dimensions) },
            ["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = content.Tokens.Total,
                ["totalTokenCount"] = content.Tokens.Total,
                ["promptTokensDetails"] = content.Tokens.Details(),
            },
            ["truncated"] = false,
        });
    }
}
