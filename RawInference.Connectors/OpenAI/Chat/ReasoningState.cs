using System.Buffers;
using System.Text;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Contract;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>
/// The reasoning that some servers want back with the assistant's message, under the member that the quirk <c>reasoning_state</c>
/// names: a text, or a list of items. It travels as the message's provider state, an object of that one member.
/// </summary>
/// <param name="member">The member.</param>
/// <param name="inPieces">Whether what is added is deltas.</param>
internal sealed class ReasoningState(string member, bool inPieces)
{
    private readonly StringBuilder _text = new();
    private readonly List<JsonElement> _items = [];

    /// <summary>Null where the message has none, or the server wants none back.</summary>
    public static JsonElement? Of(JsonElement message, string? member)
    {
        if (member is null)
        {
            return null;
        }

        var state = new ReasoningState(member, inPieces: false);
        state.Add(message);
        return state.ToElement();
    }

    /// <summary>What of a provider state this server wants back; null where the state is another dialect's.</summary>
    public static JsonElement? In(JsonElement providerState, string? member) =>
        member is not null && providerState.Member(member) is { ValueKind: JsonValueKind.String or JsonValueKind.Array } state ? state : null;

    /// <summary>Adds a message, or a delta of one.</summary>
    public void Add(JsonElement message)
    {
        switch (message.Member(member))
        {
            case { ValueKind: JsonValueKind.String }:
                _text.Append(message.Text(member));
                break;
            case { ValueKind: JsonValueKind.Array } items:
                _items.AddRange(items.EnumerateArray().Select(item => item.Clone()));
                break;
        }
    }

    public JsonElement? ToElement()
    {
        if (_text.Length == 0 && _items.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(member);
            Write(writer);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer)
    {
        if (_items.Count == 0)
        {
            writer.WriteStringValue(_text.ToString());
            return;
        }

        writer.WriteStartArray();
        foreach (var item in inPieces ? ReasoningItem.Join(_items) : _items)
        {
            JsonUnicode.Repair(item).WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
