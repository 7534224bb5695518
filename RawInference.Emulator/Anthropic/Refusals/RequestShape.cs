using System.Text.Json;
using RawInference.Emulator.Anthropic.Messages;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Walks the objects of a request whose members the provider checks one by one, outermost first.</summary>
internal static class RequestShape
{
    private static readonly string[] Blocks = ["text", "image", "document", "thinking", "redacted_thinking", "tool_use", "tool_result"];
    private static readonly string[] ThinkingTypes = ["enabled", "adaptive", "between_tools", "disabled"];
    private static readonly string[] ToolChoices = ["auto", "any", "tool", "none"];
    private static readonly string[] Sources = ["base64", "url", "text", "content"];

    public static IEnumerable<ShapedElement> Of(RefusalContext context)
    {
        var body = context.Body;
        return new[] { new ShapedElement("", body, CountTokensEndpoint.IsAsked(context.Http) ? CountTokensEndpoint.Path : "messages") }
            .Concat(Child(body, "cache_control", "cache_control.ephemeral", "cache_control"))
            .Concat(Child(body, "metadata", "metadata", "metadata"))
            .Concat(Child(body, "output_config", "output_config", "output_config"))
            .Concat(body.Member("output_config") is { } output ? Child(output, "format", "output_config.format", "output_config.format") : [])
            .Concat(Tagged(body, "thinking", "thinking", ThinkingTypes))
            .Concat(Tagged(body, "tool_choice", "tool_choice", ToolChoices))
            .Concat(List(body, "tools").Where(tool => (tool.Element.Text("type") ?? "custom") == "custom")
                .SelectMany(tool => WithCacheControl(new ShapedElement($"{tool.Path}.custom", tool.Element, "tool"))))
            .Concat(List(body, "system").SelectMany(block => WithCacheControl(block with { Shape = "text" })))
            .Concat(List(body, "messages").SelectMany(message =>
                List(message.Element, "content", message.PathOf("content")).SelectMany(Block).Prepend(message with { Shape = "message" })));
    }

    /// <summary>Every content block of the messages with its place, those of a tool's result included.</summary>
    public static IEnumerable<ShapedElement> BlocksOf(JsonElement body) =>
        List(body, "messages").SelectMany(message => List(message.Element, "content", message.PathOf("content"))).SelectMany(WithNested);

    private static IEnumerable<ShapedElement> WithNested(ShapedElement block) => block.Element.Text("type") != "tool_result"
        ? [block]
        : List(block.Element, "content", block.PathOf("tool_result.content")).Prepend(block);

    private static IEnumerable<ShapedElement> Block(ShapedElement block)
    {
        if (block.Element.Text("type") is not { } type || !Blocks.Contains(type))
        {
            return [];
        }

        var shaped = new ShapedElement(block.PathOf(type), block.Element, type);
        var nested = type == "tool_result" ? List(block.Element, "content", shaped.PathOf("content")).SelectMany(Block) : [];
        return WithCacheControl(shaped).Concat(Tagged(block.Element, "source", shaped.PathOf("source"), Sources)).Concat(nested);
    }

    private static IEnumerable<ShapedElement> WithCacheControl(ShapedElement shaped) =>
        Child(shaped.Element, "cache_control", shaped.PathOf("cache_control.ephemeral"), "cache_control").Prepend(shaped);

    private static IEnumerable<ShapedElement> Tagged(JsonElement holder, string member, string path, string[] types) =>
        holder.Member(member) is { } element && element.Text("type") is { } type && types.Contains(type)
            ? [new ShapedElement($"{path}.{type}", element, $"{member}.{type}")]
            : [];

    private static IEnumerable<ShapedElement> Child(JsonElement holder, string member, string path, string shape) =>
        holder.Member(member) is { ValueKind: JsonValueKind.Object } element ? [new ShapedElement(path, element, shape)] : [];

    private static IEnumerable<ShapedElement> List(JsonElement holder, string member) => List(holder, member, member);

    private static IEnumerable<ShapedElement> List(JsonElement holder, string member, string path) => holder.Items(member)
        .Select((item, index) => new ShapedElement($"{path}.{index}", item, ""))
        .Where(item => item.Element.ValueKind == JsonValueKind.Object);
}
