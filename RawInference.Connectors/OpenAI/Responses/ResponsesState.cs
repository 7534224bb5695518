using System.Buffers;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Contract;

namespace RawInference.Connectors.OpenAI.Responses;

/// <summary>
/// The provider state of an output: its reasoning items as they came, and the places of its message and calls among
/// them, because the provider wants each reasoning item right before what it led to.
/// </summary>
internal static class ResponsesState
{
    private const string DialectName = "openai.responses";

    /// <summary>Null where the output has no reasoning that could be sent back.</summary>
    public static JsonElement? Of(JsonElement response)
    {
        var items = response.Items("output").ToArray();
        if (!Array.Exists(items, item => IsReasoning(item) && item.Text("encrypted_content") is not null))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("dialect", DialectName);
            writer.WriteStartArray("items");
            foreach (var item in items)
            {
                Write(writer, item);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>The items of a state; null for one of another dialect.</summary>
    public static JsonElement? ItemsOf(JsonElement state) =>
        state.Member("dialect") is { ValueKind: JsonValueKind.String } dialect && dialect.ValueEquals(DialectName)
        && state.Member("items") is { ValueKind: JsonValueKind.Array } items
            ? items
            : null;

    public static bool IsReasoning(JsonElement item) => Is(item, "reasoning");

    public static bool Is(JsonElement item, string type) =>
        item.Member("type") is { ValueKind: JsonValueKind.String } word && word.ValueEquals(type);

    /// <summary>Of an item that the caller sent back, who may have changed it.</summary>
    public static string? CallIdOf(JsonElement item) => item.Member("call_id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    private static void Write(Utf8JsonWriter writer, JsonElement item)
    {
        if (IsReasoning(item))
        {
            JsonUnicode.Repair(item).WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", item.RequiredText("type"));
        if (item.Text("call_id") is { } id)
        {
            writer.WriteString("call_id", id);
        }

        writer.WriteEndObject();
    }
}
