using System.Net;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.Google.Wire;

/// <summary>Errors on demand, in the provider's form and words.</summary>
public sealed class GoogleErrorTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Theory]
    [InlineData("status:429", "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "17s")]
    [InlineData("status:429;code:GenerateRequestsPerDayPerProjectPerModel-FreeTier", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "17s")]
    [InlineData("status:429;code:/2s", "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "2s")]
    [InlineData("status:429;retry-after:3", "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "3s")]
    public async Task Quota_IsNamedWithItsDelay(string fault, string quota, string delay)
    {
        var (status, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", GoogleCalls.Said("Hello"), fault);

        var error = answer.GetProperty("error");
        var details = error.GetProperty("details").EnumerateArray()
            .ToDictionary(each => each.GetProperty("@type").GetString()!["type.googleapis.com/google.rpc.".Length..]);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal("RESOURCE_EXHAUSTED", error.GetProperty("status").GetString());
        Assert.Equal(quota, details["QuotaFailure"].GetProperty("violations")[0].GetProperty("quotaId").GetString());
        Assert.Equal(delay, details["RetryInfo"].GetProperty("retryDelay").GetString());
        Assert.Contains($"Please retry in {delay}.", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT")]
    [InlineData(401, "UNAUTHENTICATED")]
    [InlineData(403, "PERMISSION_DENIED")]
    [InlineData(404, "NOT_FOUND")]
    [InlineData(418, "UNKNOWN")]
    [InlineData(499, "CANCELLED")]
    [InlineData(500, "INTERNAL")]
    [InlineData(503, "UNAVAILABLE")]
    [InlineData(504, "DEADLINE_EXCEEDED")]
    public async Task Status_HasItsName(int status, string name)
    {
        var (actual, answer) = await emulator.GeminiAsync($"gemini-2.5-flash@fault=status:{status}:generateContent", GoogleCalls.Said("Hello"));

        Assert.Equal((HttpStatusCode)status, actual);
        Assert.Equal(status, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(name, answer.GetProperty("error").GetProperty("status").GetString());
    }

    [Fact]
    public async Task ErrorWith200_IsTheProvidersError()
    {
        var (status, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", GoogleCalls.Said("Hello"), "error-200");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("INTERNAL", answer.GetProperty("error").GetProperty("status").GetString());
    }

    [Fact]
    public async Task EveryViolation_IsListedWithItsPlace()
    {
        var body = GoogleCalls.Said("Hello");
        body["stream"] = true;
        body["tools"] = GoogleCalls.Tools("find_city");
        body["tools"]![0]!["functionDeclarations"]![0]!["parameters"]!["properties"]!["city"]!["const"] = "Paris";

        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", body);

        var error = answer.GetProperty("error");
        var violations = error.GetProperty("details")[0].GetProperty("fieldViolations").EnumerateArray().ToArray();
        Assert.Equal(
            "Invalid JSON payload received. Unknown name \"stream\": Cannot find field.\n"
            + "Invalid JSON payload received. Unknown name \"const\" at 'tools[0].function_declarations[0].parameters.properties[0].value': Cannot find field.",
            error.GetProperty("message").GetString());
        Assert.False(violations[0].TryGetProperty("field", out _));
        Assert.Equal("tools[0].function_declarations[0].parameters.properties[0].value", violations[1].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""{"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "%"}}]}]}""", "Invalid value at 'contents[0].parts[0].inline_data.data' (TYPE_BYTES), Base64 decoding failed for \"%\"")]
    [InlineData("""{"contents": ["Hello"]}""", "Invalid value at 'contents[0]' (type.googleapis.com/google.ai.generativelanguage.v1beta.Content), \"Hello\"")]
    [InlineData("""{"generationConfig": {"maxOutputTokens": 1.5}}""", "Invalid value at 'generation_config.max_output_tokens' (TYPE_INT32), 1.5")]
    [InlineData("""{"generationConfig": {"thinkingConfig": {"thinkingLevel": "extreme"}}}""", "Invalid value at 'generation_config.thinking_config.thinking_level' (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingLevel), \"extreme\"")]
    public async Task WrongValue_IsNamedWithItsType(string body, string message)
    {
        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", JsonNode.Parse(body)!);

        Assert.Equal(message, answer.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task UnreadableBodyAndUnknownPath_AreTheProvidersErrors()
    {
        using var response = await emulator.Http.PostAsync(
            "/google/v1beta/models/gemini-2.5-flash:generateContent?key=test", new StringContent("{"));
        var (status, unknown) = await emulator.GeminiAsync("/google/v1beta/files", body: null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("NOT_FOUND", unknown.GetProperty("error").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Journal_HasTheModelAndNotTheFault()
    {
        await emulator.GeminiAsync("gemini-2.0-flash-lite@fault=delay:1:generateContent", GoogleCalls.Said("Hello"));

        var requests = await emulator.GetAsync("/emulator/requests");

        Assert.Contains(requests.EnumerateArray(), request => request.GetProperty("model").GetString() == "gemini-2.0-flash-lite"
            && request.GetProperty("path").GetString() == "/google/v1beta/models/gemini-2.0-flash-lite@fault=delay:1:generateContent");
    }
}
