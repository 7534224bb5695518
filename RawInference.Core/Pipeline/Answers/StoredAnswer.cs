namespace RawInference.Core.Pipeline.Answers;

/// <summary>An answer as it was handed out.</summary>
/// <param name="Updates">Its deltas, and its response unless it failed.</param>
/// <param name="Error">How it ended, if not with a response.</param>
internal sealed record StoredAnswer(IReadOnlyList<InferenceUpdate> Updates, InferenceException? Error)
{
    /// <summary>It ends in exactly one way, and nothing follows its end.</summary>
    public bool IsWhole => Error is null
        ? Updates.Count > 0 && Updates[^1] is InferenceResponse && Updates.Count(update => update is InferenceResponse) == 1
        : Updates.All(update => update is not InferenceResponse);
}
