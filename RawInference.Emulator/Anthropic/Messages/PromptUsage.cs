using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Models;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>What a prompt is billed as: read anew, read from the cache, written to it for five minutes or for an hour.</summary>
internal sealed record PromptUsage(int Input, int CacheRead, int CachedForMinutes, int CachedForHour)
{
    /// <summary>How many blocks before a mark the provider looks for an earlier entry.</summary>
    private const int LookBack = 20;

    public static PromptUsage Of(WireCall call)
    {
        var blocks = PromptBlocks.Of(call.Body);
        var beginnings = Beginnings(blocks).ToArray();
        var cache = call.Service<PromptCache>();
        var least = Least(call.Model);
        int[] marks = [.. Enumerable.Range(0, blocks.Count).Where(index => blocks[index].CacheFor is not null && beginnings[index].Tokens >= least)];
        var read = marks.Reverse()
            .SelectMany(mark => Enumerable.Range(0, LookBack).Select(step => mark - step).TakeWhile(index => index >= 0))
            .Where(index => beginnings[index].Tokens >= least && cache.Holds(call.Model.Id, beginnings[index].Hash))
            .Select(index => beginnings[index].Tokens)
            .FirstOrDefault();
        var (minutes, hour, reached) = (0, 0, read);
        foreach (var mark in marks)
        {
            var (hash, tokens) = beginnings[mark];
            cache.Keep(call.Model.Id, hash);
            var written = Math.Max(0, tokens - reached);
            (minutes, hour) = blocks[mark].CacheFor == "1h" ? (minutes, hour + written) : (minutes + written, hour);
            reached = Math.Max(reached, tokens);
        }

        return new PromptUsage(PromptBlocks.TokensOf(blocks) - reached, read, minutes, hour);
    }

    /// <summary>The usage of a message whose answer took this many tokens.</summary>
    public JsonObject With(int output, int thinking) => new()
    {
        ["input_tokens"] = Input,
        ["cache_creation_input_tokens"] = CachedForMinutes + CachedForHour,
        ["cache_read_input_tokens"] = CacheRead,
        ["cache_creation"] = new JsonObject
        {
            ["ephemeral_5m_input_tokens"] = CachedForMinutes,
            ["ephemeral_1h_input_tokens"] = CachedForHour,
        },
        ["output_tokens"] = output,
        ["output_tokens_details"] = new JsonObject { ["thinking_tokens"] = thinking },
        ["server_tool_use"] = null,
        ["service_tier"] = "standard",
    };

    private static IEnumerable<(ulong Hash, int Tokens)> Beginnings(IEnumerable<PromptBlock> blocks)
    {
        var (hash, tokens) = (0UL, 0);
        foreach (var block in blocks)
        {
            (hash, tokens) = (StableHash.Of($"{hash:x16}{block.Identity}"), tokens + block.Tokens);
            yield return (hash, tokens);
        }
    }

    private static int Least(ModelEntry model) => model.Row.Integer("cache_from")!.Value;
}
