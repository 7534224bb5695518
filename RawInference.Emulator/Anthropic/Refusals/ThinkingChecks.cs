using System.Text.Json;
using RawInference.Emulator.Anthropic.Messages;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on thinking, and on thoughts that come back.</summary>
internal static class ThinkingChecks
{
    public static IReadOnlyDictionary<string, string>? IsOn(RefusalContext context) =>
        context.Body.Member("thinking")?.Text("type") is "enabled" or "adaptive" ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? BudgetAboveMaxTokens(RefusalContext context) =>
        context.Body.Member("thinking")?.Integer("budget_tokens") >= context.Body.Integer("max_tokens") ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? SignatureForged(RefusalContext context) => Find(
        context, "thinking", block => !ThinkingSeal.IsGenuine(block.Text("signature")!, block.Text("thinking")!));

    public static IReadOnlyDictionary<string, string>? DataForged(RefusalContext context) => Find(
        context, "redacted_thinking", block => !ThinkingSeal.IsGenuine(block.Text("data")!, ""));

    /// <summary>
    /// While a tool is at work, the message that called it must still begin with its thoughts; adaptive thinking does not ask for that.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? ThinkingDropped(RefusalContext context)
    {
        JsonElement[] messages = [.. context.Body.Items("messages")];
        var last = Array.FindLastIndex(messages, message => message.Text("role") == "assistant");
        if (last < 0 || context.Body.Member("thinking")?.Text("type") != "enabled")
        {
            return null;
        }

        JsonElement[] blocks = [.. ContentBlocks.Of(messages[last])];
        return blocks.Any(block => block.Text("type") == "tool_use") && blocks[0].Text("type") is not ("thinking" or "redacted_thinking")
            ? new Dictionary<string, string> { ["path"] = $"messages.{last}.content.0.type", ["found"] = blocks[0].Text("type")! }
            : null;
    }

    private static Dictionary<string, string>? Find(RefusalContext context, string type, Func<JsonElement, bool> forged)
    {
        var found = RequestShape.BlocksOf(context.Body).FirstOrDefault(block => block.Element.Text("type") == type && forged(block.Element));
        return found is null ? null : new Dictionary<string, string> { ["path"] = found.Path };
    }
}
