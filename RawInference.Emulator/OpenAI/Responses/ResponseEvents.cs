using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Responses;

/// <summary>The events of a streamed response, in the provider's order and numbered without gaps.</summary>
internal sealed class ResponseEvents(ResponseBody response)
{
    private const int ArgumentsPieceLength = 8;

    private int _sequence;

    public IEnumerable<SseFrame> All()
    {
        yield return Event("response.created", new() { ["response"] = response.Begun() });
        yield return Event("response.in_progress", new() { ["response"] = response.Begun() });
        for (var index = 0; index < response.Items.Count; index++)
        {
            var item = response.Items[index];
            yield return Event("response.output_item.added", new() { ["output_index"] = index, ["item"] = Empty(item) });
            foreach (var frame in Item(item, index))
            {
                yield return frame;
            }

            yield return Event("response.output_item.done", new() { ["output_index"] = index, ["item"] = item.DeepClone() });
        }

        yield return Event(response.IsIncomplete ? "response.incomplete" : "response.completed", new() { ["response"] = response.Whole() });
    }

    private IEnumerable<SseFrame> Item(JsonObject item, int index) => (string?)item["type"] switch
    {
        "message" => Message(item, index),
        "function_call" => FunctionCall(item, index),
        _ => Reasoning(item, index),
    };

    private IEnumerable<SseFrame> Message(JsonObject item, int index)
    {
        var part = item["content"]![0]!.AsObject();
        var (type, field) = (string?)part["type"] == "refusal" ? ("refusal", "refusal") : ("output_text", "text");
        var text = (string)part[field]!;
        var empty = part.DeepClone().AsObject();
        empty[field] = "";
        yield return Event("response.content_part.added", At(item, index, ("content_index", 0), ("part", empty)));
        foreach (var piece in TextPieces.Of(text))
        {
            var delta = At(item, index, ("content_index", 0), ("delta", piece));
            if (type == "output_text")
            {
                delta["logprobs"] = new JsonArray();
            }

            yield return Event($"response.{type}.delta", delta);
        }

        var done = At(item, index, ("content_index", 0), (field, text));
        if (type == "output_text")
        {
            done["logprobs"] = part["logprobs"]!.DeepClone();
        }

        yield return Event($"response.{type}.done", done);
        yield return Event("response.content_part.done", At(item, index, ("content_index", 0), ("part", part.DeepClone())));
    }

    private IEnumerable<SseFrame> FunctionCall(JsonObject item, int index)
    {
        var arguments = (string)item["arguments"]!;
        foreach (var piece in TextPieces.OfLength(arguments, ArgumentsPieceLength))
        {
            yield return Event("response.function_call_arguments.delta", At(item, index, ("delta", piece)));
        }

        yield return Event(
            "response.function_call_arguments.done", At(item, index, ("arguments", arguments), ("name", (string)item["name"]!)));
    }

    private IEnumerable<SseFrame> Reasoning(JsonObject item, int index)
    {
        var summaries = item["summary"]!.AsArray();
        for (var summary = 0; summary < summaries.Count; summary++)
        {
            var text = (string)summaries[summary]!["text"]!;
            var empty = new JsonObject { ["type"] = "summary_text", ["text"] = "" };
            yield return Event("response.reasoning_summary_part.added", At(item, index, ("summary_index", summary), ("part", empty)));
            foreach (var piece in TextPieces.Of(text))
            {
                yield return Event("response.reasoning_summary_text.delta", At(item, index, ("summary_index", summary), ("delta", piece)));
            }

            yield return Event("response.reasoning_summary_text.done", At(item, index, ("summary_index", summary), ("text", text)));
            yield return Event(
                "response.reasoning_summary_part.done",
                At(item, index, ("summary_index", summary), ("part", summaries[summary]!.DeepClone())));
        }
    }

    /// <summary>An item as it is announced: without what is still to come.</summary>
    private static JsonObject Empty(JsonObject item)
    {
        var empty = item.DeepClone().AsObject();
        switch ((string?)item["type"])
        {
            case "message":
                (empty["status"], empty["content"]) = ("in_progress", new JsonArray());
                break;
            case "function_call":
                (empty["status"], empty["arguments"]) = ("in_progress", "");
                break;
            default:
                empty["summary"] = new JsonArray();
                break;
        }

        return empty;
    }

    private static JsonObject At(JsonObject item, int index, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var data = new JsonObject { ["item_id"] = (string)item["id"]!, ["output_index"] = index };
        foreach (var (name, value) in more)
        {
            data[name] = value;
        }

        return data;
    }

    private SseFrame Event(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        data.Insert(1, "sequence_number", _sequence++);
        return new SseFrame(type, data);
    }
}
