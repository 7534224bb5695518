using System.Net.ServerSentEvents;
using System.Text.Json;

namespace RawInference.Api.Tests;

/// <summary>The events of a streamed answer.</summary>
internal static class ServerEvents
{
    public static async Task<IReadOnlyList<(string Name, JsonElement Data)>> ReadAsync(HttpResponseMessage response)
    {
        var events = new List<(string, JsonElement)>();
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            events.Add((item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data)));
        }

        return events;
    }
}
