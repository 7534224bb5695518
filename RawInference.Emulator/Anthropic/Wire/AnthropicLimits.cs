using System.Text.Json;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Wire;

/// <summary>What the provider can do and the emulator cannot: said, not ignored.</summary>
internal static class AnthropicLimits
{
    private static readonly string[] Parameters = ["container", "diagnostics", "speed", "user_profile_id"];
    private static readonly string[] Blocks = ["text", "image", "document", "thinking", "redacted_thinking", "tool_use", "tool_result"];

    public static void Check(JsonElement body)
    {
        foreach (var name in Parameters.Where(name => body.Member(name) is not null))
        {
            throw Unable($"'{name}'");
        }

        if (body.Member("thinking")?.Text("type") == "between_tools")
        {
            throw Unable("thinking between tools");
        }

        foreach (var type in body.Items("tools").Select(tool => tool.Text("type") ?? "custom").Where(type => type != "custom"))
        {
            throw Unable($"a tool of type '{type}'");
        }

        foreach (var block in body.Items("messages").SelectMany(ContentBlocks.Of))
        {
            if (!Blocks.Contains(block.Text("type")))
            {
                throw Unable($"a content block of type '{block.Text("type")}'");
            }

            if (block.Member("source")?.Text("type") == "file")
            {
                throw Unable("a source of type 'file'");
            }
        }
    }

    private static WireErrorException Unable(string what) =>
        new(WireError.OfEmulator($"The emulator does not emulate {what}.", "not_emulated"));
}
