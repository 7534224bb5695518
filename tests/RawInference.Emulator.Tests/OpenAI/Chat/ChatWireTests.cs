using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.OpenAI.Chat;

/// <summary>Chat Completions, byte by byte.</summary>
public sealed class ChatWireTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Path = "/v1/chat/completions";

    [Fact]
    public async Task Answer_CarriesTheProvidersHeaders()
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"));

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        foreach (var name in new[] { "x-request-id", "openai-processing-ms", "openai-version", "x-ratelimit-limit-requests", "x-ratelimit-remaining-tokens" })
        {
            Assert.True(response.Headers.Contains(name), name);
        }
    }

    [Fact]
    public async Task StreamWithUsage_EndsWithFinishThenUsageThenDone()
    {
        var body = RunningEmulator.Chat("Say hello there", stream: true);
        body["stream_options"] = new JsonObject { ["include_usage"] = true };

        var events = await emulator.EventsAsync(Path, body);

        Assert.Equal("[DONE]", events[^1]);
        var frames = events.SkipLast(1).Select(each => JsonDocument.Parse(each).RootElement).ToArray();
        Assert.Equal(0, frames[^1].GetProperty("choices").GetArrayLength());
        Assert.True(frames[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
        Assert.All(frames.SkipLast(1), frame => Assert.Equal(JsonValueKind.Null, frame.GetProperty("usage").ValueKind));
        Assert.Equal("stop", frames[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal("assistant", frames[0].GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Single(frames.Select(frame => frame.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task StreamWithoutUsage_HasNone()
    {
        var events = await emulator.EventsAsync(Path, RunningEmulator.Chat("Say hello", stream: true));

        Assert.DoesNotContain(events, each => each.Contains("usage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeveralChoices_AreNumberedInBothForms()
    {
        var body = RunningEmulator.Chat("Tell me something");
        body["n"] = 3;
        var whole = await emulator.JsonAsync(Path, body);
        body["stream"] = true;
        var stream = await emulator.EventsAsync(Path, body);

        var texts = whole.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("message").GetProperty("content").GetString()).ToArray();
        Assert.Equal(3, texts.Distinct().Count());
        var streamed = stream.SkipLast(1).Select(each => JsonDocument.Parse(each).RootElement.GetProperty("choices")[0])
            .Where(choice => choice.GetProperty("delta").TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            .GroupBy(choice => choice.GetProperty("index").GetInt32(), choice => choice.GetProperty("delta").GetProperty("content").GetString());
        Assert.Equal(texts, streamed.OrderBy(group => group.Key).Select(group => string.Concat(group)));
    }

    [Theory]
    [InlineData("max_tokens", "gpt-4o-mini")]
    [InlineData("max_completion_tokens", "gpt-4o-mini")]
    public async Task TokenLimit_CutsTheAnswerThere(string name, string model)
    {
        var body = RunningEmulator.Chat("Write 100 words", model);
        body[name] = 5;

        var answer = await emulator.JsonAsync(Path, body);

        Assert.Equal("length", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(5, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task LimitThatReasoningUsesUp_LeavesNoText()
    {
        var body = RunningEmulator.Chat("Hello", "o4-mini");
        body["max_completion_tokens"] = 100;

        var answer = await emulator.JsonAsync(Path, body);

        Assert.Equal("", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("length", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(100, answer.GetProperty("usage").GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32());
    }

    [Fact]
    public async Task StopSequence_EndsTheAnswerBeforeIt()
    {
        var body = RunningEmulator.Chat("Say one two three");
        body["stop"] = " three";

        var answer = await emulator.JsonAsync(Path, body);

        Assert.Equal("one two", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task LongPromptAskedTwice_IsCachedTheSecondTime()
    {
        var body = RunningEmulator.Chat("Say x " + new string('y', 6000));

        var first = await emulator.JsonAsync(Path, body);
        var second = await emulator.JsonAsync(Path, body);

        Assert.Equal(0, Cached(first));
        Assert.Equal(1408, Cached(second));

        static int Cached(JsonElement answer) =>
            answer.GetProperty("usage").GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32();
    }

    [Theory]
    [InlineData("https://pictures.example.com/a.jpg", "The image is at pictures.example.com.")]
    [InlineData("{emulator}media/photo.jpg", "The image is a JPEG, 120x80 pixels.")]
    public async Task ImageUrl_IsDescribedWithoutAFetch(string url, string expected)
    {
        var answer = await emulator.JsonAsync(Path, ImageMessage(url.Replace("{emulator}", emulator.Address.ToString(), StringComparison.Ordinal)));

        Assert.Equal(expected, answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("data:image/png;base64,bm90IGFuIGltYWdl", "invalid_image_format")]
    [InlineData("data:image/png;base64,%%%", "invalid_image_format")]
    [InlineData("{emulator}media/missing", "invalid_image_url")]
    [InlineData("ftp://example.com/a.png", "invalid_value")]
    public async Task ImageThatCannotBeRead_IsRefused(string url, string code)
    {
        using var response = await emulator.PostAsync(
            Path, ImageMessage(url.Replace("{emulator}", emulator.Address.ToString(), StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task BodyThatIsNoJsonObject_IsRefusedInTheProvidersWords(string body)
    {
        using var response = await emulator.Http.PostAsync(Path, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(
            "We could not parse the JSON body of your request.",
            (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonOfAnotherContentType_IsReadAsJson()
    {
        var content = new StringContent(RunningEmulator.Chat("Say hi").ToJsonString(), Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await emulator.Http.PostAsync(Path, content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("modalities", """["text", "audio"]""")]
    [InlineData("web_search_options", "{}")]
    [InlineData("functions", """[{"name": "f"}]""")]
    [InlineData("tools", """[{"type": "custom", "custom": {"name": "f"}}]""")]
    public async Task WhatTheEmulatorCannotDo_IsSaid(string parameter, string value)
    {
        var body = RunningEmulator.Chat("Hello", parameter == "modalities" ? "gpt-4o-audio-preview" : "gpt-4o");
        body[parameter] = JsonNode.Parse(value);

        var error = (await emulator.JsonAsync(Path, body)).GetProperty("error");

        Assert.Equal("emulator_error", error.GetProperty("type").GetString());
    }

    [Fact]
    public async Task UnknownUrl_IsNotFoundInTheProvidersWords()
    {
        using var response = await emulator.PostAsync("/v1/unknown", new JsonObject());

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Invalid URL (POST /v1/unknown)", (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("message").GetString());
    }

    private static JsonObject ImageMessage(string url) => new()
    {
        ["model"] = "gpt-4o",
        ["messages"] = new JsonArray(new JsonObject
        {
            ["role"] = "user",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = url } }),
        }),
    };
}
