using System.Text.Json;

namespace RawInference.Contract;

/// <summary>How the response cache is asked for: <c>{"ttl_s": 3600, "mode": "on", "immutable_urls": false}</c>, or just true or false.</summary>
internal static class CacheContract
{
    /// <summary>Null when it is wrong; the mistakes are collected.</summary>
    public static CacheOptions? Read(ContractValue cache)
    {
        if (cache.Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return new CacheOptions(Mode: cache.Element.GetBoolean() ? CacheMode.On : CacheMode.Off);
        }

        if (!cache.IsObject("true, false, or an object such as {\"ttl_s\": 3600}"))
        {
            return null;
        }

        cache.WarnOfUnknown("ttl_s", "mode", "immutable_urls");
        var seconds = cache.Member("ttl_s")?.Integer(1, (long)CacheOptions.MaxTimeToLive.TotalSeconds);
        return new CacheOptions(
            seconds is { } known ? TimeSpan.FromSeconds(known) : null,
            ModeOf(cache.Member("mode")?.OneOf("on", "read", "write", "refresh", "off")),
            cache.Member("immutable_urls")?.Flag());
    }

    /// <summary>Whoever says how long, but not whether, wants it on.</summary>
    private static CacheMode ModeOf(string? word) => word switch
    {
        "read" => CacheMode.Read,
        "write" => CacheMode.Write,
        "refresh" => CacheMode.Refresh,
        "off" => CacheMode.Off,
        _ => CacheMode.On,
    };
}
