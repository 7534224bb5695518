using System.Globalization;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Google.Vertex;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>What surrounds the candidates: usage, model and id, the same for a plain answer and each frame of a stream.</summary>
internal sealed class ResponseFrame(WireCall call, Question question, IReadOnlyList<Candidate> candidates)
{
    private readonly string _id = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    private readonly PromptTokens _prompt = PromptTokens.Of(question);
    private readonly int _cached = call.Model.Has("thinking")
        ? call.Service<PromptCache>().CachedTokens(call.Model.Id, question, PromptTokens.Of(question).Total)
        : 0;

    /// <param name="list">The candidates, or their deltas.</param>
    /// <param name="tokens">The tokens of all candidates so far.</param>
    public JsonObject Of(JsonArray list, int tokens) => Closed(new JsonObject
    {
        ["candidates"] = list,
        ["usageMetadata"] = Usage(tokens, candidates.Sum(candidate => candidate.ThoughtTokens)),
    });

    public JsonObject Blocked() => Closed(new JsonObject
    {
        ["promptFeedback"] = new JsonObject { ["blockReason"] = "PROHIBITED_CONTENT" },
        ["usageMetadata"] = Usage(tokens: 0, thoughts: 0),
    });

    private JsonObject Closed(JsonObject response)
    {
        response["modelVersion"] = call.Model.Snapshot;
        if (call.Protocol is VertexProtocol)
        {
            var now = call.Service<TimeProvider>().GetUtcNow();
            response["createTime"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        }

        response["responseId"] = _id;
        return response;
    }

    /// <summary>Counts of nothing are left out, as the provider leaves them out.</summary>
    private JsonObject Usage(int tokens, int thoughts)
    {
        var usage = new JsonObject { ["promptTokenCount"] = _prompt.Total };
        if (tokens > 0)
        {
            usage["candidatesTokenCount"] = tokens;
        }

        usage["totalTokenCount"] = _prompt.Total + tokens + thoughts;
        if (_cached > 0)
        {
            usage["cachedContentTokenCount"] = _cached;
            usage["cacheTokensDetails"] = new JsonArray(PromptTokens.Detail("TEXT", _cached));
        }

        usage["promptTokensDetails"] = _prompt.Details();
        if (thoughts > 0)
        {
            usage["thoughtsTokenCount"] = thoughts;
        }

        var media = candidates.SelectMany(candidate => candidate.MediaTokens).ToArray();
        if (tokens > 0 && media.Length > 0)
        {
            usage["candidatesTokensDetails"] = new JsonArray([.. media.Select(each => PromptTokens.Detail(each.Key, each.Value))]);
        }

        if (call.Protocol is VertexProtocol)
        {
            usage["trafficType"] = "ON_DEMAND";
        }

        return usage;
    }
}
