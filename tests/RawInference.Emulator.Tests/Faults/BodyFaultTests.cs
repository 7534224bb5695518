using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.Faults;

/// <summary>The faults of an answer that is not streamed.</summary>
public sealed class BodyFaultTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Path = "/v1/chat/completions";

    [Fact]
    public async Task Cut_BreaksTheBodyInItsMiddle()
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "cut:1");

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task End_LeavesHalfABody()
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "end:1");
        var text = await response.Content.ReadAsStringAsync();

        Assert.NotEmpty(text);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text).Dispose());
    }

    [Fact]
    public async Task InvalidJson_IsNotJson()
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "invalid-json");
        var text = await response.Content.ReadAsStringAsync();

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text).Dispose());
    }

    [Fact]
    public async Task LongLine_IsAValidBodyOfThatLength()
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "long-line:2000000");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(2_000_000, text.Length);
        Assert.Equal("chat.completion", JsonDocument.Parse(text).RootElement.GetProperty("object").GetString());
    }

    [Theory]
    [InlineData("/v1/chat/completions", "gpt-4o-mini")]
    [InlineData("/v1/embeddings", "text-embedding-3-small")]
    [InlineData("/v1/responses", "gpt-4o-mini")]
    public async Task UsageFaults_TakeOrTurnTheNumbers(string path, string model)
    {
        JsonObject Body() => path == "/v1/chat/completions" ? RunningEmulator.Chat("Hello", model) : new JsonObject { ["model"] = model, ["input"] = "Hello" };

        var without = await emulator.JsonAsync(path, Body(), "no-usage");
        var negative = await emulator.JsonAsync(path, Body(), "negative-usage");

        Assert.False(without.TryGetProperty("usage", out _));
        Assert.True(negative.GetProperty("usage").GetProperty("total_tokens").GetInt32() < 0);
    }

    [Fact]
    public async Task ContentFilterAndRefusal_ShowInTheChoice()
    {
        var filtered = (await emulator.JsonAsync(Path, RunningEmulator.Chat("Hello"), "content-filter")).GetProperty("choices")[0];
        var refused = (await emulator.JsonAsync(Path, RunningEmulator.Chat("Hello"), "refusal")).GetProperty("choices")[0];

        Assert.Equal("content_filter", filtered.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("message").GetProperty("content").ValueKind);
        Assert.Equal("I'm sorry, I can't help with that.", refused.GetProperty("message").GetProperty("refusal").GetString());
    }

    [Fact]
    public async Task DripAndSplit_ChangeNoByte()
    {
        var body = RunningEmulator.Chat("Say naïve café");

        foreach (var fault in new[] { "drip:0", "split-utf8" })
        {
            var answer = await emulator.JsonAsync(Path, body, fault);
            Assert.StartsWith(
                "naïve café", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), StringComparison.Ordinal);
        }
    }
}
