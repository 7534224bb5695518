using System.Text;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Log probabilities of a text's pieces: made up, but the same for the same piece.</summary>
internal static class LogProbabilities
{
    public static JsonArray Of(string text, int top) => new([.. TextPieces.Of(text).Select(piece => Of(piece, rank: 0, top))]);

    private static JsonNode Of(string piece, int rank, int? top)
    {
        var entry = new JsonObject
        {
            ["token"] = piece,
            ["logprob"] = -0.01 * (1 + StableHash.Of(piece) % 20) - rank,
            ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(piece).Select(value => (JsonNode)(int)value)]),
        };
        if (top is { } count)
        {
            var alternatives = Enumerable.Range(0, count).Select(index => Of(index == 0 ? piece : $"{piece}{index}", index, top: null));
            entry["top_logprobs"] = new JsonArray([.. alternatives]);
        }

        return entry;
    }
}
