using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Media;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>Takes a prompt apart: output format, tools, system, messages, each block with the emulator's estimate of its tokens.</summary>
internal static class PromptBlocks
{
    private const string DefaultLifetime = "5m";
    private const int TokensPerRequest = 3;
    private const int TokensPerToolCall = 3;

    /// <summary>The provider's own rule: width times height, divided by 750.</summary>
    private const int PixelsPerToken = 750;

    /// <summary>What a picture counts that lies elsewhere, so that its size is unknown.</summary>
    private const int TokensOfLinkedImage = 1000;

    private const int BytesPerToken = 4;

    public static IReadOnlyList<PromptBlock> Of(JsonElement body)
    {
        PromptBlock[] blocks =
        [
            .. Format(body),
            .. body.Items("tools").Select(tool => Block("tool", tool, TokenCount.Of(tool.GetRawText()))),
            .. ContentBlocks.Of(body, "system").Select(block => Block("system", block, Tokens(block))),
            .. body.Items("messages").SelectMany(message =>
                ContentBlocks.Of(message).Select(block => Block(message.Text("role")!, block, Tokens(block)))),
        ];
        if (body.Member("cache_control") is { } automatic && blocks.Length > 0)
        {
            blocks[^1] = blocks[^1] with { CacheFor = automatic.Text("ttl") ?? DefaultLifetime };
        }

        return blocks;
    }

    public static int TokensOf(IEnumerable<PromptBlock> blocks) => TokensPerRequest + blocks.Sum(block => block.Tokens);

    private static IEnumerable<PromptBlock> Format(JsonElement body) => body.Member("output_config")?.Member("format") is { } format
        ? [Block("format", format, TokenCount.Of(format.GetRawText()))]
        : [];

    private static PromptBlock Block(string place, JsonElement block, int tokens)
    {
        // A mark that moves on must not make a block another one.
        var identity = string.Concat(block.EnumerateObject()
            .Where(member => member.Name != "cache_control")
            .Select(member => $"{member.Name}={member.Value.GetRawText()};"));
        var mark = block.Member("cache_control");
        return new PromptBlock($"{place}:{identity}", tokens, mark is null ? null : mark.Value.Text("ttl") ?? DefaultLifetime);
    }

    private static int Tokens(JsonElement block) => block.Text("type") switch
    {
        "text" => TokenCount.Of(block.Text("text")),
        "image" => MediaSource.Attachment(block) is { Bytes: { } bytes } && ImageHeader.Read(bytes) is { } image
            ? (int)Math.Min(int.MaxValue, ((long)image.Width * image.Height + PixelsPerToken - 1) / PixelsPerToken)
            : TokensOfLinkedImage,
        "document" => (MediaSource.Attachment(block)?.Bytes?.Length ?? 0) / BytesPerToken + TokenCount.Of(block.Text("title")),
        "tool_use" => TokensPerToolCall + TokenCount.Of(block.Text("name")) + TokenCount.Of(block.Member("input")?.GetRawText()),
        "tool_result" => TokensPerToolCall + ContentBlocks.Of(block).Sum(Tokens),

        // Thoughts of an earlier turn are not read again.
        _ => 0,
    };
}
