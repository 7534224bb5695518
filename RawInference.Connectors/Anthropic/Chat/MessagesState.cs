using System.Buffers;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Contract;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>
/// The provider state of an output: the blocks that the contract has no place for as they came (thinking with its
/// signature, above all), and the places of its texts and calls among them, because the provider wants all in order.
/// </summary>
internal sealed class MessagesState
{
    private const string DialectName = "anthropic.messages";

    private readonly List<Action<Utf8JsonWriter>> _blocks = [];
    private bool _isNeeded;

    public void AddText(int length) => _blocks.Add(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteNumber("length", length);
        writer.WriteEndObject();
    });

    public void AddCall(string id) => _blocks.Add(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_use");
        writer.WriteString("id", id);
        writer.WriteEndObject();
    });

    public void AddBlock(JsonElement block)
    {
        if (GoesBack(block))
        {
            _isNeeded = true;
            _blocks.Add(JsonUnicode.Repair(block).WriteTo);
        }
    }

    /// <summary>Null where the output has only what its message says anyway.</summary>
    public JsonElement? ToElement()
    {
        if (!_isNeeded)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("dialect", DialectName);
            writer.WriteStartArray("content");
            _blocks.ForEach(write => write(writer));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>The blocks of the state that a message has; null without one of this dialect.</summary>
    public static JsonElement[]? BlocksOf(ChatMessage message) =>
        message.ProviderState is { } state && state.Member("dialect") is { ValueKind: JsonValueKind.String } dialect && dialect.ValueEquals(DialectName)
        && state.Member("content") is { ValueKind: JsonValueKind.Array } content
            ? [.. content.EnumerateArray()]
            : null;

    /// <summary>The caller may have changed the state: only what a model writes is sent, and nothing that names media or files.</summary>
    public static bool GoesBack(JsonElement block) =>
        TypeOf(block) is { } type
        && (type is "thinking" or "redacted_thinking" or "server_tool_use" || type.EndsWith("_tool_result", StringComparison.Ordinal));

    public static int? LengthOfText(JsonElement block) =>
        TypeOf(block) == "text" && block.Member("length") is { ValueKind: JsonValueKind.Number } length && length.TryGetInt32(out var count) && count >= 0
            ? count
            : null;

    public static string? IdOfCall(JsonElement block) =>
        TypeOf(block) == "tool_use" && block.Member("id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    private static string? TypeOf(JsonElement block) => block.Member("type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null;
}
