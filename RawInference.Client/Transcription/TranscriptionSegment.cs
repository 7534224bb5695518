namespace RawInference.Transcription;

/// <summary>A stretch of a transcript, with its place in the recording.</summary>
/// <param name="StartSeconds">From the beginning of the recording.</param>
/// <param name="EndSeconds">From the beginning of the recording.</param>
/// <param name="Text">What was said.</param>
public sealed record TranscriptionSegment(double StartSeconds, double EndSeconds, string Text)
{
    public override string ToString() => $"{StartSeconds} to {EndSeconds} s";
}
