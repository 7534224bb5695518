namespace RawInference;

/// <summary>One item of an answer: a delta, or the whole response, which is always the last.</summary>
public abstract record InferenceUpdate
{
    /// <summary>What the journey has shown so far; shared by all items of one answer. Set by whoever drives the answer.</summary>
    public CallFacts Facts { get; set; } = CallFacts.None;

    /// <summary>A rough count of the completion's tokens in it, for answers whose provider does not get to count them. 0 where it has no text.</summary>
    public virtual long EstimateTokens() => 0;

    /// <summary>The type only: an output must never end up in a log by being printed.</summary>
    public sealed override string ToString() => GetType().Name;
}
