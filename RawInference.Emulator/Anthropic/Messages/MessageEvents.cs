using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>The events of a streamed message, in the provider's order.</summary>
internal static class MessageEvents
{
    private const int InputPieceLength = 8;

    public static IEnumerable<SseFrame> Of(MessageBody message)
    {
        yield return Event("message_start", new() { ["message"] = message.Begun() });
        for (var index = 0; index < message.Blocks.Count; index++)
        {
            var block = message.Blocks[index];
            yield return Event("content_block_start", new() { ["index"] = index, ["content_block"] = Empty(block) });
            if (index == 0)
            {
                yield return Event("ping", []);
            }

            foreach (var delta in Deltas(block))
            {
                yield return Event("content_block_delta", new() { ["index"] = index, ["delta"] = delta });
            }

            yield return Event("content_block_stop", new() { ["index"] = index });
        }

        yield return Event("message_delta", new() { ["delta"] = message.Ending(), ["usage"] = message.Usage() });
        yield return Event("message_stop", []);
    }

    /// <summary>A block as it is announced: without what is still to come.</summary>
    private static JsonObject Empty(JsonObject block)
    {
        var empty = block.DeepClone().AsObject();
        switch ((string?)block["type"])
        {
            case "text":
                empty["text"] = "";
                if (block["citations"] is not null)
                {
                    empty["citations"] = new JsonArray();
                }

                break;
            case "thinking":
                (empty["thinking"], empty["signature"]) = ("", "");
                break;
            case "tool_use":
                empty["input"] = new JsonObject();
                break;
        }

        return empty;
    }

    /// <summary>A redacted block is whole from its start.</summary>
    private static IEnumerable<JsonObject> Deltas(JsonObject block) => (string?)block["type"] switch
    {
        "text" => TextDeltas(block),
        "thinking" => ThinkingDeltas(block),
        "tool_use" => InputDeltas(block),
        _ => [],
    };

    private static IEnumerable<JsonObject> TextDeltas(JsonObject block)
    {
        foreach (var citation in block["citations"]?.AsArray() ?? [])
        {
            yield return new JsonObject { ["type"] = "citations_delta", ["citation"] = citation!.DeepClone() };
        }

        foreach (var piece in TextPieces.Of((string)block["text"]!))
        {
            yield return new JsonObject { ["type"] = "text_delta", ["text"] = piece };
        }
    }

    private static IEnumerable<JsonObject> ThinkingDeltas(JsonObject block)
    {
        foreach (var piece in TextPieces.Of((string)block["thinking"]!))
        {
            yield return new JsonObject { ["type"] = "thinking_delta", ["thinking"] = piece };
        }

        yield return new JsonObject { ["type"] = "signature_delta", ["signature"] = (string)block["signature"]! };
    }

    private static IEnumerable<JsonObject> InputDeltas(JsonObject block)
    {
        var pieces = TextPieces.OfLength(EmulatorJson.Text(block["input"]!), InputPieceLength);
        return pieces.Prepend("").Select(piece => new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = piece });
    }

    private static SseFrame Event(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        return new SseFrame(type, data);
    }
}
