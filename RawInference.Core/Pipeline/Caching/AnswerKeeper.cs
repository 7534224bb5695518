using RawInference.Core.Pipeline.Answers;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>Takes an answer down as it passes, where it may stand for the answers of calls that are exactly like this one.</summary>
internal sealed class AnswerKeeper(CachedCall call, int maxBytes) : IDisposable
{
    private readonly AnswerWriter _writer = new(maxBytes);

    /// <summary>The whole answer; null until there is one, and where it must not be kept.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; private set; }

    public void Take(InferenceUpdate delta) => _writer.Append(delta);

    /// <summary>Takes the end down, which stays as it is.</summary>
    public InferenceResponse TakeWhole(InferenceResponse response)
    {
        if (MayBeKept(response))
        {
            _writer.Append(response with { Warnings = [.. Lasting] });
            Bytes = _writer.Finish(error: null);
            if (Bytes is null && call.Choice.Stores)
            {
                call.Explain($"does not keep this answer, which is larger than {maxBytes} bytes.");
            }
        }

        return response;
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>What concerns the answer: not how this call was written, nor what the cache had to say to it.</summary>
    private IEnumerable<InferenceWarning> Lasting => call.Context.Facts.Warnings
        .Except(call.Context.Request.Call.Warnings)
        .Where(warning => warning.Code != WarningCodes.CacheNotice);

    /// <summary>
    /// Another target's answer would be given to calls that the first target could answer again; one that broke its schema,
    /// to calls that might do better.
    /// </summary>
    private bool MayBeKept(InferenceResponse response) =>
        response.IsCacheable
        && call.Context.Facts.Attempts.All(attempt =>
            attempt.Error is not null || (attempt.Provider == call.Target.Account.Name && attempt.Model == call.Target.Model))
        && !call.Context.Facts.Warnings.Any(warning => warning.Code == WarningCodes.SchemaNotMet);
}
