using System.Net;

namespace RawInference.Connectors.Tests.Anthropic;

public class AnthropicErrorTests
{
    [Theory]
    [InlineData(400, "invalid_request_error", "messages: at least one message is required", InferenceErrorCode.ProviderRefused)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 208310 tokens > 200000 maximum", InferenceErrorCode.ProviderContextLength)]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 178959 + 64000 > 200000", InferenceErrorCode.ProviderContextLength)]
    [InlineData(400, "invalid_request_error", "Output blocked by content filtering policy", InferenceErrorCode.ProviderContentPolicy)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", InferenceErrorCode.ProviderAccount)]
    [InlineData(400, "invalid_request_error", "You have reached your specified API usage limits.", InferenceErrorCode.ProviderAccount)]
    [InlineData(401, "authentication_error", "invalid x-api-key", InferenceErrorCode.ProviderAccount)]
    [InlineData(402, "billing_error", "x", InferenceErrorCode.ProviderAccount)]
    [InlineData(403, "permission_error", "x", InferenceErrorCode.ProviderAccount)]
    [InlineData(404, "not_found_error", "model: claude-nope", InferenceErrorCode.ProviderModelNotFound)]
    [InlineData(404, "not_found_error", "Not Found", InferenceErrorCode.ProviderFailed)]
    [InlineData(413, "request_too_large", "Request exceeds the maximum size", InferenceErrorCode.ProviderPayloadTooLarge)]
    [InlineData(429, "rate_limit_error", "x", InferenceErrorCode.ProviderRateLimited)]
    [InlineData(500, "api_error", "Internal server error", InferenceErrorCode.ProviderFailed)]
    [InlineData(504, "timeout_error", "x", InferenceErrorCode.ProviderTimeout)]
    [InlineData(529, "overloaded_error", "Overloaded", InferenceErrorCode.ProviderFailed)]
    [InlineData(409, "conflict_error", "x", InferenceErrorCode.ProviderFailed)]
    public async Task ErrorTypes_AreTheContractsCodes(int status, string type, string message, InferenceErrorCode expected)
    {
        var handler = new CannedHandler($$"""{"type":"error","error":{"type":"{{type}}","message":"{{message}}"},"request_id":"req_2"}""", (HttpStatusCode)status)
        {
            ResponseHeaders = { ("request-id", "req_1"), ("retry-after", "7") },
        };
        var error = await Assert.ThrowsAsync<InferenceException>(() => new MessagesProbe(handler).SendAsync());

        Assert.Equal((expected, status, type, "req_1"), (error.Code, error.ProviderStatus, error.ProviderCode, error.ProviderRequestId));
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
    }

    [Fact]
    public async Task Key_IsNeverShown()
    {
        var handler = new CannedHandler(
            $$"""{"type":"error","error":{"type":"invalid_request_error","message":"bad {{AnthropicTarget.Key}}"} }""", HttpStatusCode.BadRequest);
        var error = await Assert.ThrowsAsync<InferenceException>(() => new MessagesProbe(handler).SendAsync());
        Assert.Equal("acme says: bad ***", error.Message);
    }
}
