using System.Net;
using System.Text.Json;

namespace RawInference.Emulator.Tests.Anthropic.Messages;

/// <summary>The faults of the shared wire, in this protocol's words; and the journal of it.</summary>
public sealed class MessageFaultTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Streamed = """{"stream":true}""";

    [Theory]
    [InlineData("status:402", 402, "billing_error")]
    [InlineData("status:413", 413, "request_too_large")]
    [InlineData("status:429;retry-after:3", 429, "rate_limit_error")]
    [InlineData("status:504", 504, "timeout_error")]
    [InlineData("status:529", 529, "overloaded_error")]
    [InlineData("status:403;code:billing_error", 403, "billing_error")]
    public async Task Status_HasTheProvidersTypeOfError(string fault, int status, string type)
    {
        using var response = await emulator.PostAsync(MessageRequests.Path, MessageRequests.Ask("Hello"), fault);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(type, (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(fault.Contains("retry-after", StringComparison.Ordinal) ? 3 : null, response.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    [Fact]
    public async Task ErrorFrame_IsAnErrorEvent()
    {
        var events = await emulator.EventsAsync(MessageRequests.Path, MessageRequests.Ask("Say one two three", more: Streamed), "error-frame:4");

        var last = JsonDocument.Parse(events[^1]).RootElement;
        Assert.Equal(5, events.Count);
        Assert.Equal("error", last.GetProperty("type").GetString());
        Assert.Equal("overloaded_error", last.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task End_LeavesTheTerminalEventOut()
    {
        var events = await emulator.EventsAsync(MessageRequests.Path, MessageRequests.Ask("Say one", more: Streamed), "end:1000");

        Assert.Contains("message_delta", events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidJson_StandsBetweenValidFrames()
    {
        var events = await emulator.EventsAsync(MessageRequests.Path, MessageRequests.Ask("Say one", more: Streamed), "invalid-json");

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(events[1]).Dispose());
        Assert.Contains("message_stop", events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongLine_IsOneOfThatLength()
    {
        var events = await emulator.EventsAsync(MessageRequests.Path, MessageRequests.Ask("Say one", more: Streamed), "long-line:100000");

        Assert.True(events.Max(data => data.Length) >= 100_000);
    }

    [Theory]
    [InlineData("no-usage")]
    [InlineData("negative-usage")]
    public async Task UsageFault_ReachesBothPlacesOfAStream(string fault)
    {
        var events = await emulator.EventsAsync(MessageRequests.Path, MessageRequests.Ask("Say one", more: Streamed), fault);

        foreach (var holder in new[] { JsonDocument.Parse(events[0]).RootElement.GetProperty("message"), JsonDocument.Parse(events[^2]).RootElement })
        {
            Assert.Equal(fault == "negative-usage", holder.TryGetProperty("usage", out var usage));
            Assert.True(usage.ValueKind == JsonValueKind.Undefined || usage.GetProperty("output_tokens").GetInt32() < 0);
        }
    }

    [Fact]
    public async Task Journal_CountsMessagesAndCountedTokensApart()
    {
        await using var own = new RunningEmulator();
        await own.JsonAsync(MessageRequests.Path, MessageRequests.Ask("Hello", "claude-haiku-4-5@fault=no-usage"));
        var count = MessageRequests.Ask("Hello");
        count.Remove("max_tokens");
        await own.JsonAsync($"{MessageRequests.Path}/count_tokens", count);

        var counters = await own.GetAsync("/emulator/counters");
        Assert.Equal(1, counters.GetProperty(MessageRequests.Path).GetProperty("completed").GetInt32());
        Assert.Equal(1, counters.GetProperty($"{MessageRequests.Path}/count_tokens").GetProperty("completed").GetInt32());
        Assert.Equal("claude-haiku-4-5", (await own.GetAsync("/emulator/requests"))[0].GetProperty("model").GetString());
    }
}
