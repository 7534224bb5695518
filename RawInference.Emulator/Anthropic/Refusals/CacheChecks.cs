using RawInference.Emulator.Anthropic.Messages;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on the marks for the prompt cache.</summary>
internal static class CacheChecks
{
    private const int Most = 4;

    public static IReadOnlyDictionary<string, string>? TooMany(RefusalContext context) =>
        PromptBlocks.Of(context.Body).Count(block => block.CacheFor is not null) is var count and > Most
            ? new Dictionary<string, string> { ["count"] = $"{count}" }
            : null;

    public static IReadOnlyDictionary<string, string>? OnEmptyText(RefusalContext context)
    {
        var system = context.Body.Items("system").Select((block, index) => new ShapedElement($"system.{index}", block, "text"));
        var empty = system.Concat(RequestShape.BlocksOf(context.Body))
            .FirstOrDefault(block => block.Element.Text("text") == "" && block.Element.Member("cache_control") is not null);
        return empty is null ? null : new Dictionary<string, string> { ["path"] = empty.PathOf("text") };
    }

    public static IReadOnlyDictionary<string, string>? UnknownLifetime(RefusalContext context)
    {
        var unknown = RequestShape.Of(context)
            .FirstOrDefault(shaped => shaped.Shape == "cache_control" && shaped.Element.Text("ttl") is not (null or "5m" or "1h"));
        return unknown is null ? null : new Dictionary<string, string> { ["path"] = unknown.PathOf("ttl") };
    }

    public static IReadOnlyDictionary<string, string>? LongAfterShort(RefusalContext context) =>
        PromptBlocks.Of(context.Body).Select(block => block.CacheFor).OfType<string>().SkipWhile(lifetime => lifetime == "1h").Contains("1h")
            ? new Dictionary<string, string>()
            : null;
}
