using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.Google.Generate;

public sealed class GenerateTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Theory]
    [InlineData("/google/v1beta/models/")]
    [InlineData("/google/v1/models/")]
    public async Task Answer_IsACandidateWithUsage(string prefix)
    {
        var (status, answer) = await emulator.GeminiAsync($"{prefix}gemini-2.0-flash:generateContent", GoogleCalls.Said("Say light over the harbour"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("light over the harbour", GoogleCalls.Text(answer));
        var candidate = GoogleCalls.Candidate(answer);
        Assert.Equal("model", candidate.GetProperty("content").GetProperty("role").GetString());
        Assert.Equal("STOP", candidate.GetProperty("finishReason").GetString());
        Assert.Equal(0, candidate.GetProperty("index").GetInt32());
        Assert.Equal("gemini-2.0-flash-001", answer.GetProperty("modelVersion").GetString());
        Assert.NotEmpty(answer.GetProperty("responseId").GetString()!);
        var usage = answer.GetProperty("usageMetadata");
        Assert.Equal(7, usage.GetProperty("promptTokenCount").GetInt32());
        Assert.Equal(6, usage.GetProperty("candidatesTokenCount").GetInt32());
        Assert.Equal(13, usage.GetProperty("totalTokenCount").GetInt32());
        Assert.Equal("TEXT", usage.GetProperty("promptTokensDetails")[0].GetProperty("modality").GetString());
        Assert.False(usage.TryGetProperty("thoughtsTokenCount", out _));
    }

    [Fact]
    public async Task KeyInTheQuery_IsTaken()
    {
        var (status, _) = await emulator.GeminiAsync(
            "/google/v1beta/models/gemini-2.0-flash:generateContent?key=test", GoogleCalls.Said("Hello"), key: null);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task BothSpellings_AreOneRequest()
    {
        var body = JsonNode.Parse("""
            {"contents": {"parts": {"text": "Say one two three"}}, "system_instruction": {"parts": [{"text": "Be brief."}]},
             "generation_config": {"max_output_tokens": "1", "stop_sequences": ["two"]}}
            """)!;

        var (_, answer) = await emulator.GeminiAsync("gemini-2.0-flash:generateContent", body);

        Assert.Equal("one", GoogleCalls.Text(answer).Trim());
    }

    [Fact]
    public async Task LongAnswer_EndsAtTheLimit()
    {
        var (_, answer) = await emulator.GeminiAsync(
            "gemini-2.0-flash:generateContent", GoogleCalls.Said("Write 50 words", new JsonObject { ["maxOutputTokens"] = 4 }));

        Assert.Equal("MAX_TOKENS", GoogleCalls.Candidate(answer).GetProperty("finishReason").GetString());
        Assert.Equal(4, answer.GetProperty("usageMetadata").GetProperty("candidatesTokenCount").GetInt32());
    }

    [Fact]
    public async Task ThoughtsBeyondTheLimit_LeaveNoParts()
    {
        var (_, answer) = await emulator.GeminiAsync(
            "gemini-2.5-pro:generateContent", GoogleCalls.Said("Write 50 words", new JsonObject { ["maxOutputTokens"] = 20 }));

        Assert.Equal("MAX_TOKENS", GoogleCalls.Candidate(answer).GetProperty("finishReason").GetString());
        Assert.False(GoogleCalls.Candidate(answer).GetProperty("content").TryGetProperty("parts", out _));
        Assert.Equal(20, answer.GetProperty("usageMetadata").GetProperty("thoughtsTokenCount").GetInt32());
        Assert.False(answer.GetProperty("usageMetadata").TryGetProperty("candidatesTokenCount", out _));
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "{}", 128)]
    [InlineData("gemini-2.5-flash", """{"thinkingBudget": 0}""", 0)]
    [InlineData("gemini-2.5-flash", """{"thinkingBudget": 50}""", 50)]
    [InlineData("gemini-2.5-flash-lite", "{}", 0)]
    [InlineData("gemini-2.5-flash-lite", """{"thinkingBudget": -1}""", 128)]
    [InlineData("gemini-3-flash-preview", """{"thinkingLevel": "low"}""", 64)]
    [InlineData("gemini-3-flash-preview", """{"thinkingLevel": "MINIMAL"}""", 0)]
    [InlineData("gemini-3-flash-preview", """{"thinkingBudget": 100}""", 100)]
    public async Task Thinking_CostsTokens(string model, string config, int tokens)
    {
        var (_, answer) = await emulator.GeminiAsync(
            $"{model}:generateContent", GoogleCalls.Said("Say light", new JsonObject { ["thinkingConfig"] = JsonNode.Parse(config) }));

        Assert.Equal(tokens > 0, answer.GetProperty("usageMetadata").TryGetProperty("thoughtsTokenCount", out var count));
        Assert.Equal(tokens, tokens > 0 ? count.GetInt32() : 0);
    }

    [Fact]
    public async Task Thoughts_AreShownWhereAskedFor()
    {
        var (_, answer) = await emulator.GeminiAsync(
            "gemini-2.5-flash:generateContent",
            GoogleCalls.Said("Say light", new JsonObject { ["thinkingConfig"] = new JsonObject { ["includeThoughts"] = true } }));

        var parts = GoogleCalls.Parts(answer);
        Assert.Equal([true, false], parts.Select(part => part.TryGetProperty("thought", out var thought) && thought.GetBoolean()));
        Assert.Equal("light", parts[1].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Candidates_AreSeveral()
    {
        var (_, answer) = await emulator.GeminiAsync(
            "gemini-2.5-flash:generateContent", GoogleCalls.Said("Is it far?", new JsonObject { ["candidateCount"] = 3 }));

        Assert.Equal([0, 1, 2], answer.GetProperty("candidates").EnumerateArray().Select(each => each.GetProperty("index").GetInt32()));
    }

    [Fact]
    public async Task Logprobs_HaveAsManyAlternativesAsAskedFor()
    {
        var (_, answer) = await emulator.GeminiAsync(
            "gemini-2.0-flash:generateContent",
            GoogleCalls.Said("Say one two", new JsonObject { ["responseLogprobs"] = true, ["logprobs"] = 3 }));

        var result = GoogleCalls.Candidate(answer).GetProperty("logprobsResult");
        Assert.Equal(["one", " two"], result.GetProperty("chosenCandidates").EnumerateArray().Select(each => each.GetProperty("token").GetString()));
        Assert.All(result.GetProperty("topCandidates").EnumerateArray(), each => Assert.Equal(3, each.GetProperty("candidates").GetArrayLength()));
        Assert.True(GoogleCalls.Candidate(answer).GetProperty("avgLogprobs").GetDouble() < 0);
    }

    [Fact]
    public async Task ResponseSchema_IsFulfilledInItsOrder()
    {
        var config = JsonNode.Parse("""
            {"responseMimeType": "application/json", "responseSchema": {"type": "OBJECT", "propertyOrdering": ["city", "count"], "required": ["count", "city"],
              "properties": {"count": {"type": "INTEGER"}, "city": {"type": "STRING"}, "tags": {"type": "ARRAY", "items": {"type": "STRING"}, "minItems": "2"}}}}
            """)!.AsObject();

        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", GoogleCalls.Said("How is it in Paris? count: 3", config));

        Assert.StartsWith("""{"city":"Paris","count":3,"tags":[""", GoogleCalls.Text(answer), StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(GoogleCalls.Text(answer)).RootElement.GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public async Task ResponseJsonSchema_IsFulfilled()
    {
        var config = JsonNode.Parse("""
            {"responseMimeType": "application/json", "responseJsonSchema": {"$ref": "#/$defs/place", "$defs": {"place":
              {"type": "object", "additionalProperties": false, "properties": {"city": {"type": ["string", "null"]}}}}}}
            """)!.AsObject();

        var (_, answer) = await emulator.GeminiAsync("gemini-3-flash-preview:generateContent", GoogleCalls.Said("How is it in Paris?", config));

        Assert.Equal("""{"city":"Paris"}""", GoogleCalls.Text(answer));
    }

    [Fact]
    public async Task EnumAnswer_IsTheBareWord()
    {
        var config = JsonNode.Parse("""{"responseMimeType": "text/x.enum", "responseSchema": {"type": "STRING", "enum": ["good", "bad"]}}""")!.AsObject();

        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", GoogleCalls.Said("Was it bad?", config));

        Assert.Equal("bad", GoogleCalls.Text(answer));
    }

    [Fact]
    public async Task ServerTool_IsSaidToBeBeyondTheEmulator()
    {
        var body = GoogleCalls.Said("Hello");
        body["tools"] = new JsonArray(new JsonObject { ["googleSearch"] = new JsonObject() });

        var (status, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("The emulator does not emulate the tool 'googleSearch'.", answer.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("""{"contents": [{"role": "user", "parts": [{"text": "x"}]}]}""")]
    [InlineData("""{"generateContentRequest": {"model": "models/gemini-2.5-flash", "contents": [{"role": "user", "parts": [{"text": "x"}]}]}}""")]
    public async Task CountTokens_CountsWithoutAnAnswer(string body)
    {
        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash:countTokens", JsonNode.Parse(body)!);

        Assert.Equal("""{"totalTokens":1,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1}]}""", answer.GetRawText());
    }
}
