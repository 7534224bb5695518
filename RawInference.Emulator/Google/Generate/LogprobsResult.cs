using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.Google.Generate;

/// <summary>Log probabilities of a text's pieces: made up, but the same for the same piece.</summary>
internal static class LogprobsResult
{
    public static (double Average, JsonObject Result) Of(string text, int top)
    {
        string[] pieces = [.. TextPieces.Of(text)];
        var result = new JsonObject
        {
            ["chosenCandidates"] = new JsonArray([.. pieces.Select(piece => (JsonNode)Entry(piece, rank: 0))]),
        };
        if (top > 0)
        {
            result["topCandidates"] = new JsonArray([.. pieces.Select(piece => (JsonNode)new JsonObject
            {
                ["candidates"] = new JsonArray([.. Enumerable.Range(0, top).Select(rank => (JsonNode)Alternative(piece, rank))]),
            })]);
        }

        return (pieces.Select(piece => Probability(piece, rank: 0)).DefaultIfEmpty(0).Average(), result);
    }

    private static JsonObject Alternative(string piece, int rank) => Entry(rank == 0 ? piece : $"{piece}{rank}", rank);

    private static JsonObject Entry(string piece, int rank) => new()
    {
        ["token"] = piece,
        ["tokenId"] = (int)(StableHash.Of(piece) % 256_000),
        ["logProbability"] = Probability(piece, rank),
    };

    private static double Probability(string piece, int rank) => -0.01 * (1 + StableHash.Of(piece) % 20) - rank;
}
