using System.Text.Json;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Wire;

/// <summary>The content of a message, of a tool's result or of a source: a text counts as one block of text.</summary>
internal static class ContentBlocks
{
    public static IEnumerable<JsonElement> Of(JsonElement holder) => Of(holder, "content");

    public static IEnumerable<JsonElement> Of(JsonElement holder, string member) => holder.Text(member) is { } text
        ? [JsonSerializer.SerializeToElement(new { type = "text", text })]
        : holder.Items(member);

    public static string TextOf(JsonElement holder) => TextOf(Of(holder));

    public static string TextOf(IEnumerable<JsonElement> blocks) =>
        string.Join('\n', blocks.Where(block => block.Text("type") == "text").Select(block => block.Text("text")));
}
