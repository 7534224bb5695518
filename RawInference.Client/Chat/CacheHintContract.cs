using RawInference.Contract;

namespace RawInference.Chat;

/// <summary>How a cache hint is written in the REST contract: <c>{"type": "ephemeral", "ttl": "5m"}</c>, as Anthropic and its relays have it.</summary>
internal static class CacheHintContract
{
    public const string Member = "cache_control";

    /// <summary>The hint that stands in an object; null where there is none.</summary>
    public static CacheHint? Read(ContractValue holder)
    {
        if (holder.Member(Member) is not { } hint || !hint.IsObject("an object such as {\"type\": \"ephemeral\"}"))
        {
            return null;
        }

        hint.WarnOfUnknown("type", "ttl");
        hint.Required("type")?.OneOf("ephemeral");
        return new CacheHint(hint.Member("ttl")?.OneOf("5m", "1h"));
    }
}
