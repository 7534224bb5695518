using System.Text.Json.Nodes;

namespace RawInference.Emulator.Wire;

/// <summary>One server-sent event: named or nameless; without data it is the closing <c>[DONE]</c> of the protocols that have one.</summary>
internal sealed record SseFrame(string? Event, JsonObject? Data)
{
    public static readonly SseFrame Done = new(Event: null, Data: null);

    public string ToText()
    {
        var data = Data is null ? "[DONE]" : EmulatorJson.Text(Data);
        return Event is null ? $"data: {data}\n\n" : $"event: {Event}\ndata: {data}\n\n";
    }
}
