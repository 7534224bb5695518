using RawInference.Core.Pipeline.Answers;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>Hands a kept answer out as a call wants it: with deltas where it streams, and free of charge.</summary>
internal static class AnswerReplay
{
    public static ValueTask<InferenceAnswer> OpenAsync(InferenceContext context, StoredAnswer stored)
    {
        context.Facts.Cache = CacheState.Hit;
        var kept = (InferenceResponse)stored.Updates[^1];
        foreach (var warning in kept.Warnings)
        {
            context.Facts.Add(warning);
        }

        var response = kept with { Cached = true, CostUsd = 0 };
        if (!context.Request.Call.Stream)
        {
            return new(InferenceAnswer.Of(response));
        }

        // It may come from a call that did not stream.
        var deltas = stored.Updates.Count > 1 ? stored.Updates.SkipLast(1) : kept.ToDeltas();
        return InferenceAnswer.OpenAsync(deltas.Append(response).ToAsyncEnumerable(), context.CancellationToken);
    }
}
