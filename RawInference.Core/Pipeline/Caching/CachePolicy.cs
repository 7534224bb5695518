using RawInference.Core.Pipeline.Media;
using RawInference.Media;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>Whether a call can use the cache as it asks to; where it cannot, a strict one is refused.</summary>
internal static class CachePolicy
{
    /// <summary>False for a call that is carried out as if there were no cache.</summary>
    /// <exception cref="InferenceException">It asked for the cache, is strict, and does not get all that it asked for.</exception>
    public static bool Admits(InferenceContext context, CacheChoice choice)
    {
        if (choice.Mode == CacheMode.Off)
        {
            return false;
        }

        if (choice.TimeToLive < context.Request.Call.Cache?.TimeToLive)
        {
            Refuse(context, choice, "cache.ttl_s", $"is more than this gateway allows: the answer is kept for {choice.TimeToLive.TotalSeconds:0} s.");
        }

        if (choice.ImmutableUrls || context.Request.Media.FirstOrDefault(IsUrl) is not { } medium)
        {
            return true;
        }

        context.Facts.Cache = CacheState.Bypass;
        Refuse(context, choice, "cache", $"was not used: '{medium.Path}' is a URL, whose content may change; 'immutable_urls' vouches that it does not.");
        return false;
    }

    /// <summary>A data: URI is content.</summary>
    private static bool IsUrl(MediaContent medium) =>
        medium is { Url: { } url, Bytes: null } && !DataUri.IsOne(url);

    private static void Refuse(InferenceContext context, CacheChoice choice, string path, string message)
    {
        if (!choice.IsCallers)
        {
            return;
        }

        if (context.Request.Call.Strict)
        {
            throw InferenceException.Invalid(path, message);
        }

        context.Facts.Add(new InferenceWarning(WarningCodes.CacheNotice, path, message));
    }
}
