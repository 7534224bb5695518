using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// Reads the frames of a streamed generation. It has no event for its end: it is complete when it ends after each completion has told why
/// it ended. Token counts grow from frame to frame, so that only those of the end are read: what came before counts a part.
/// </summary>
internal sealed class GeminiStreamReader(UpstreamAccount account, ChatCall call) : IChatStreamReader
{
    private readonly Dictionary<int, GeminiCandidate> _candidates = [];
    private bool _introduced;

    public bool Ended => false;

    private bool IsComplete => _candidates.Count >= call.Count && _candidates.Values.All(candidate => candidate.Finished);

    public bool EndsWith(ReadOnlySpan<byte> data) => false;

    public void Read(JsonElement frame, List<ChatChunk> chunks)
    {
        GeminiFinish.ThrowIfBlocked(frame, account);
        foreach (var item in frame.Items("candidates"))
        {
            var index = item.Integer("index") ?? 0;
            if (!_candidates.TryGetValue(index, out var candidate))
            {
                _candidates[index] = candidate = new GeminiCandidate(index, account, call);
            }

            candidate.Read(item, chunks);
        }

        if (IsComplete && GoogleUsage.Read(frame, call.Options.OnWarning) is { } usage)
        {
            chunks.Add(new ChatChunk { Usage = usage });
        }

        if (!_introduced && chunks.Count > 0)
        {
            _introduced = true;
            chunks[0] = chunks[0] with { ResponseId = frame.Text("responseId"), Model = frame.Text("modelVersion") };
        }
    }

    public string? Missing() =>
        IsComplete ? null
        : _candidates.Count < call.Count && _candidates.Values.All(candidate => candidate.Finished)
            ? $"has {_candidates.Count} of the {call.Count} completions that were asked for"
            : "ended without a finish reason";
}
