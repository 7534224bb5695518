namespace RawInference.Core.Pipeline;

/// <summary>How an answer ended. Exactly one is set; neither means that nobody wanted the rest.</summary>
/// <param name="Response">It was completed.</param>
/// <param name="Exception">It failed.</param>
public readonly record struct AnswerOutcome(InferenceResponse? Response, Exception? Exception)
{
    /// <summary>The caller left before the end.</summary>
    public bool Abandoned => Response is null && Exception is null;
}
