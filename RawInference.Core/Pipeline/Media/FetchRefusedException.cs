namespace RawInference.Core.Pipeline.Media;

/// <summary>Ends a fetch. It never leaves the stage, and never holds the URL.</summary>
internal sealed class FetchRefusedException(FetchFailure failure) : IOException(failure.ToString())
{
    public FetchFailure Failure { get; } = failure;
}
