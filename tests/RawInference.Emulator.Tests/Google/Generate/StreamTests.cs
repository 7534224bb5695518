using System.Net;
using System.Text.Json;

namespace RawInference.Emulator.Tests.Google.Generate;

/// <summary>Streams, and what can go wrong with them.</summary>
public sealed class StreamTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task Frames_AddUpToTheAnswer()
    {
        var frames = await emulator.FramesAsync("gemini-2.0-flash", GoogleCalls.Said("Say one two three"));

        Assert.Equal("one two three", string.Concat(frames.Select(GoogleCalls.Text)));
        Assert.Equal([.. Enumerable.Repeat(false, 3), true], frames.Select(IsFinished));
        Assert.Single(frames.Select(frame => frame.GetProperty("responseId").GetString()).Distinct());
    }

    [Fact]
    public async Task Usage_GrowsToThatOfTheWholeAnswer()
    {
        var body = GoogleCalls.Said("Say one two three four five six");
        var (_, whole) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", body);

        var frames = await emulator.FramesAsync("gemini-2.5-flash", body);

        var counts = frames.Select(frame => frame.GetProperty("usageMetadata").GetProperty("candidatesTokenCount").GetInt32()).ToArray();
        Assert.Equal(counts.Order(), counts);
        Assert.True(counts[0] < counts[^1]);
        Assert.Equal(whole.GetProperty("usageMetadata").GetRawText(), frames[^1].GetProperty("usageMetadata").GetRawText());
    }

    [Fact]
    public async Task SignatureOfGemini3_ComesWithAnEmptyText()
    {
        var frames = await emulator.FramesAsync("gemini-3-flash-preview", GoogleCalls.Said("Say one"));

        var last = Assert.Single(GoogleCalls.Parts(frames[^1]));
        Assert.Equal("", last.GetProperty("text").GetString());
        Assert.True(last.TryGetProperty("thoughtSignature", out _));
    }

    [Fact]
    public async Task Call_ComesWholeInOneFrame()
    {
        var body = GoogleCalls.Said("Use find_city in Paris");
        body["tools"] = GoogleCalls.Tools("find_city");

        var frames = await emulator.FramesAsync("gemini-3-flash-preview", body);

        var call = Assert.Single(frames.SelectMany(GoogleCalls.Parts), part => part.TryGetProperty("functionCall", out _));
        Assert.Equal("Paris", call.GetProperty("functionCall").GetProperty("args").GetProperty("city").GetString());
        Assert.True(IsFinished(frames[^1]));
    }

    [Fact]
    public async Task StreamWithoutSse_IsSaidToBeBeyondTheEmulator()
    {
        var (status, answer) = await emulator.GeminiAsync("gemini-2.5-flash:streamGenerateContent", GoogleCalls.Said("Hello"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("alt=sse", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("end:2", 2)]
    [InlineData("end:1000", 3)]
    public async Task End_LeavesTheLastFrameOut(string fault, int count)
    {
        var frames = await emulator.FramesAsync("gemini-2.0-flash", GoogleCalls.Said("Say one two three"), fault);

        Assert.Equal(count, frames.Count);
        Assert.DoesNotContain(frames, IsFinished);
    }

    [Fact]
    public async Task Cut_BreaksTheConnectionBeforeTheLastFrame() => await Assert.ThrowsAnyAsync<HttpRequestException>(
        () => emulator.FramesAsync("gemini-2.0-flash", GoogleCalls.Said("Say one two three"), "cut:1000"));

    [Fact]
    public async Task ErrorFrame_IsTheProvidersError()
    {
        var frames = await emulator.FramesAsync("gemini-2.0-flash@fault=error-frame:1", GoogleCalls.Said("Say one two three"));

        Assert.Equal("UNAVAILABLE", frames[^1].GetProperty("error").GetProperty("status").GetString());
        Assert.Equal(2, frames.Count);
    }

    [Fact]
    public async Task LongLine_IsOneFrame()
    {
        var frames = await emulator.FramesAsync("gemini-2.0-flash", GoogleCalls.Said("Say one two three"), "long-line:100000");

        Assert.True(frames[1].GetRawText().Length > 100_000);
        Assert.True(IsFinished(frames[^1]));
    }

    [Theory]
    [InlineData("no-usage")]
    [InlineData("negative-usage")]
    public async Task UsageFault_ReachesEachFrame(string fault)
    {
        var frames = await emulator.FramesAsync("gemini-2.5-flash", GoogleCalls.Said("Say one two"), fault);

        Assert.All(frames, frame =>
        {
            Assert.Equal(fault == "negative-usage", frame.TryGetProperty("usageMetadata", out var usage));
            Assert.True(usage.ValueKind == JsonValueKind.Undefined || usage.GetProperty("totalTokenCount").GetInt32() < 0);
        });
    }

    [Fact]
    public async Task ContentFilter_EndsWithSafety()
    {
        var frames = await emulator.FramesAsync("gemini-2.5-flash", GoogleCalls.Said("Say one two three"), "content-filter");

        Assert.Equal("one", string.Concat(frames.Select(GoogleCalls.Text)));
        Assert.Equal("SAFETY", GoogleCalls.Candidate(frames[^1]).GetProperty("finishReason").GetString());
        Assert.True(GoogleCalls.Candidate(frames[^1]).GetProperty("safetyRatings")[0].GetProperty("blocked").GetBoolean());
    }

    [Fact]
    public async Task Refusal_BlocksThePrompt()
    {
        var body = GoogleCalls.Said("Say one");

        var (status, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", body, "refusal");
        var frame = Assert.Single(await emulator.FramesAsync("gemini-2.5-flash", body, "refusal"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All([answer, frame], each =>
        {
            Assert.Equal("PROHIBITED_CONTENT", each.GetProperty("promptFeedback").GetProperty("blockReason").GetString());
            Assert.False(each.TryGetProperty("candidates", out _));
        });
    }

    [Fact]
    public async Task FilteredPicture_HasNoContent()
    {
        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash-image:generateContent", GoogleCalls.Said("A lighthouse"), "content-filter");

        Assert.Equal("IMAGE_SAFETY", GoogleCalls.Candidate(answer).GetProperty("finishReason").GetString());
        Assert.Equal("{}", GoogleCalls.Candidate(answer).GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task RepeatedLongPrompt_IsCached()
    {
        var body = GoogleCalls.Said($"{new string('x', 8192)} {Guid.NewGuid()}");
        await emulator.GeminiAsync("gemini-2.5-flash:generateContent", body);

        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", body.DeepClone());

        Assert.True(answer.GetProperty("usageMetadata").GetProperty("cachedContentTokenCount").GetInt32() >= 2048);
    }

    private static bool IsFinished(JsonElement frame) => GoogleCalls.Candidate(frame).TryGetProperty("finishReason", out _);
}
