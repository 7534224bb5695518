using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.Faults;

/// <summary>The faults in the middle of a stream, on both endpoints that stream.</summary>
public sealed class StreamFaultTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Chat = "/v1/chat/completions";
    private const string Responses = "/v1/responses";

    [Theory]
    [InlineData(Chat, "cut:0", 0)]
    [InlineData(Chat, "cut:3", 3)]
    [InlineData(Responses, "cut:4", 4)]
    public async Task Cut_BreaksTheConnectionAfterThatManyChunks(string path, string fault, int chunks)
    {
        using var response = await emulator.PostAsync(path, Request(path), fault);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var lines = new List<string>();

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lines.Add(line);
            }
        });

        Assert.Equal(chunks, lines.Count(line => line.StartsWith("data: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Chat, "end:3", 3)]
    [InlineData(Responses, "end:4", 4)]
    public async Task End_IsCleanAndWithoutTerminalEvent(string path, string fault, int chunks)
    {
        var events = await emulator.EventsAsync(path, Request(path), fault);

        Assert.Equal(chunks, events.Count);
        Assert.All(events, data => Assert.DoesNotContain("response.completed", data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CountBeyondTheStream_StillKeepsTheTerminalEventBack()
    {
        var whole = await emulator.EventsAsync(Chat, Request(Chat));

        var events = await emulator.EventsAsync(Chat, Request(Chat), "end:1000");

        Assert.Equal(whole.Count - 1, events.Count);
        Assert.DoesNotContain("[DONE]", events);
    }

    [Fact]
    public async Task ErrorFrame_IsTheLastOfAChat()
    {
        var events = await emulator.EventsAsync(Chat, Request(Chat), "error-frame:2");

        Assert.Equal(3, events.Count);
        Assert.Equal("server_error", JsonDocument.Parse(events[^1]).RootElement.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task ErrorFrame_IsAnErrorEventOfAResponse()
    {
        var events = await emulator.EventsAsync(Responses, Request(Responses), "error-frame:3");

        Assert.Equal("error", JsonDocument.Parse(events[^1]).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task InvalidJson_StandsBetweenValidFrames()
    {
        var events = await emulator.EventsAsync(Chat, Request(Chat), "invalid-json");

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(events[1]).Dispose());
        Assert.Equal("[DONE]", events[^1]);
    }

    [Fact]
    public async Task LongLine_IsOneOfThatLength()
    {
        var events = await emulator.EventsAsync(Chat, Request(Chat), "long-line:1000000");

        Assert.True(events.Max(data => data.Length) >= 1_000_000);
        Assert.Equal("[DONE]", events[^1]);
    }

    [Fact]
    public async Task SplitCharacters_AddUpAgain()
    {
        using var response = await emulator.PostAsync(Chat, Request(Chat), "split-utf8");
        await using var stream = await response.Content.ReadAsStreamAsync();
        var (buffer, bytes, split) = (new byte[64 * 1024], new List<byte>(), false);
        while (await stream.ReadAsync(buffer) is var count and > 0)
        {
            bytes.AddRange(buffer[..count]);

            // A read that ends with the first byte of a longer character.
            split |= buffer[count - 1] >= 0b1100_0000;
        }

        Assert.True(split);
        Assert.Contains("☕", Encoding.UTF8.GetString([.. bytes]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drip_SendsByteByByte()
    {
        using var response = await emulator.PostAsync(Chat, Request(Chat), "drip:1");
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        var (reads, total) = (0, 0);
        while (await stream.ReadAsync(buffer) is var count and > 0)
        {
            (reads, total) = (reads + 1, total + count);
        }

        // A slow reader may find several bytes at once; whole frames it never finds.
        Assert.True(reads > total / 16, $"{total} bytes came in {reads} reads");
    }

    [Theory]
    [InlineData("no-usage")]
    [InlineData("negative-usage")]
    public async Task UsageFault_ReachesTheLastFrame(string fault)
    {
        var body = Request(Chat);
        body["stream_options"] = new JsonObject { ["include_usage"] = true };

        var chat = JsonDocument.Parse((await emulator.EventsAsync(Chat, body, fault))[^2]).RootElement;
        var response = JsonDocument.Parse((await emulator.EventsAsync(Responses, Request(Responses), fault))[^1]).RootElement.GetProperty("response");

        foreach (var answer in new[] { chat, response })
        {
            Assert.Equal(fault == "negative-usage", answer.TryGetProperty("usage", out var usage));
            Assert.True(usage.ValueKind == JsonValueKind.Undefined || usage.GetProperty("total_tokens").GetInt32() < 0);
        }
    }

    [Fact]
    public async Task ContentFilter_EndsBothKindsOfStream()
    {
        var chat = await emulator.EventsAsync(Chat, Request(Chat), "content-filter");
        var response = await emulator.EventsAsync(Responses, Request(Responses), "content-filter");

        Assert.Contains(chat, data => data.Contains("\"finish_reason\":\"content_filter\"", StringComparison.Ordinal));
        Assert.Contains("\"reason\":\"content_filter\"", response[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_ComesAsRefusalDeltas()
    {
        var chat = await emulator.EventsAsync(Chat, Request(Chat), "refusal");
        var response = await emulator.EventsAsync(Responses, Request(Responses), "refusal");

        Assert.Equal(
            "I'm sorry, I can't help with that.",
            string.Concat(chat.SkipLast(1).Select(data => JsonNode.Parse(data)!["choices"]![0]!["delta"]!["refusal"]).Select(piece => (string?)piece)));
        Assert.Contains(response, data => data.Contains("response.refusal.delta", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pace_LetsAClientSeeOneChunkBeforeTheNextIsSent()
    {
        using var response = await emulator.PostAsync(Chat, Request(Chat), "pace:60000");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        var first = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await reader.ReadLineAsync();
        var second = reader.ReadLineAsync();

        Assert.StartsWith("data: ", first, StringComparison.Ordinal);
        Assert.False(second.IsCompleted);
    }

    private static JsonObject Request(string path) => path == Chat
        ? RunningEmulator.Chat("Say one two three four five", stream: true)
        : new JsonObject { ["model"] = "gpt-4o-mini", ["input"] = "Say one two three four five", ["stream"] = true };
}
