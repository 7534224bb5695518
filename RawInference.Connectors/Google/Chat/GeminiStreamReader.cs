using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// Reads the frames of a streamed generation. It has no event for its end: it is complete when it ends after each completion has told why
/// it ended. Token counts grow from frame to frame, so that only those of the end are passed on.
/// </summary>
internal sealed class GeminiStreamReader(UpstreamAccount account, ChatCall call) : IChatStreamReader
{
    private readonly Dictionary<int, GeminiCandidate> _candidates = [];
    private TokenUsage? _usage;
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

        if (frame.Member("usageMetadata") is not null)
        {
            _usage = GoogleUsage.Read(frame, IsComplete ? call.Options.OnWarning : null);
        }

        if (IsComplete && _usage is not null)
        {
            chunks.Add(new ChatChunk { Usage = _usage });
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
