using RawInference.Core.Models;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>A call that uses the cache.</summary>
/// <param name="Context">Its journey.</param>
/// <param name="Target">Whose answer is kept, and no other's.</param>
/// <param name="Key">Of all calls that are exactly alike.</param>
/// <param name="Choice">What it does with the cache.</param>
internal sealed record CachedCall(InferenceContext Context, ModelTarget Target, string Key, CacheChoice Choice)
{
    /// <summary>Calls that only read wait for each other only: whoever also stores relies on its leader to do so.</summary>
    public string FlightKey => Choice.Stores ? Key : $"{Key}/{Choice.Mode}";

    /// <summary>What a failure of the call says to those that wait for its answer.</summary>
    public FlightOutcome OutcomeOf(Exception exception) =>
        Context.ErrorOf(exception) is InferenceErrorCode.Canceled or InferenceErrorCode.DeadlineExceeded ? FlightOutcome.Left : FlightOutcome.Failed;

    /// <summary>Says what the cache did not do, to a call that asked for it.</summary>
    public void Explain(string message)
    {
        if (Choice.IsCallers)
        {
            Context.Facts.Add(new InferenceWarning(WarningCodes.CacheNotice, "cache", message));
        }
    }
}
