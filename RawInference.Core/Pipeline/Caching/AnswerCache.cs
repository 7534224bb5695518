using Microsoft.Extensions.Logging;
using RawInference.Core.Pipeline.Answers;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>The store, as calls see it: answers instead of bytes. In a process without one, a call that asks for it hears that it is not there.</summary>
internal sealed partial class AnswerCache(ILogger<AnswerCache> logger, IResponseCache? cache = null)
{
    /// <summary>The kept answer as this call's own; null where there is none. The call's facts have what the look-up showed.</summary>
    public async ValueTask<StoredAnswer?> FindAsync(CachedCall call)
    {
        var found = await LookUpAsync(call, call.Context.CancellationToken);
        call.Context.Facts.Cache = found.IsAway ? CacheState.Bypass : CacheState.Miss;
        if (found.IsAway)
        {
            call.Explain("was not used: its store does not answer.");
        }

        if (found.Answer is not { } bytes)
        {
            return null;
        }

        if (AnswerCodec.Read(bytes) is { Error: null } answer)
        {
            return answer;
        }

        LogUnreadable(call.Key);
        return null;
    }

    /// <summary>Keeps an answer for others. Not cancelled with the call, which is over.</summary>
    public async ValueTask StoreAsync(CachedCall call, ReadOnlyMemory<byte> answer)
    {
        if (call.Choice.Mode == CacheMode.Write && (await LookUpAsync(call, CancellationToken.None)).Answer is not null)
        {
            return;
        }

        var caller = call.Context.Caller;
        if (cache is not null
            && !await cache.StoreAsync(caller.Organization, caller.Namespace, call.Key, answer, call.Choice.TimeToLive, CancellationToken.None))
        {
            LogNotStored(call.Context.Facts.RequestId);
        }
    }

    private ValueTask<CacheLookup> LookUpAsync(CachedCall call, CancellationToken cancellationToken) => cache is null
        ? new(new CacheLookup(null, IsAway: true))
        : cache.FindAsync(call.Context.Caller.Organization, call.Context.Caller.Namespace, call.Key, cancellationToken);

    [LoggerMessage(1, LogLevel.Warning, "The kept answer {Key} cannot be read: it is damaged, or another version's. It counts as missing.")]
    private partial void LogUnreadable(string key);

    [LoggerMessage(2, LogLevel.Debug, "{RequestId}: the answer was not kept, because the cache's store does not answer")]
    private partial void LogNotStored(string requestId);
}
