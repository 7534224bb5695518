using System.Text.Json.Nodes;
using RawInference.Emulator.Google.Vertex;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary><c>:countTokens</c>, of contents or of a whole request.</summary>
internal static class CountTokensEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        var body = call.Body.Member("generateContentRequest") ?? call.Body;
        EmulatorLimits.Check(body);
        var question = GenerateRequest.Read(call, body);
        var tokens = PromptTokens.Of(question);
        var answer = new JsonObject { ["totalTokens"] = tokens.Total, ["promptTokensDetails"] = tokens.Details() };
        if (call.Protocol is VertexProtocol)
        {
            answer["totalBillableCharacters"] = question.Turns.Sum(turn => turn.Text.Count(letter => !char.IsWhiteSpace(letter)));
        }

        return JsonReply.WriteAsync(call, answer);
    }
}
