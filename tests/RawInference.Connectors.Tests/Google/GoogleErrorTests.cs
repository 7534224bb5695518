using System.Net;
using RawInference.Connectors.Tests.Google.Chat;

namespace RawInference.Connectors.Tests.Google;

public class GoogleErrorTests
{
    private static Task<InferenceException> ErrorOf(int status, string body, params (string Name, string Value)[] headers)
    {
        var handler = new CannedHandler(body, (HttpStatusCode)status);
        handler.ResponseHeaders.AddRange(headers);
        return Assert.ThrowsAsync<InferenceException>(() => new GeminiProbe(handler).AskAsync());
    }

    private static string Error(int code, string status, string message, string details = "") =>
        "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\",\"status\":\"" + status + "\"" + (details.Length == 0 ? "" : ",\"details\":[" + details + "]") + "}}";

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", InferenceErrorCode.ProviderRefused)]
    [InlineData(400, "INVALID_ARGUMENT", "Penalty is not enabled for models/gemini-2.5-flash", InferenceErrorCode.ProviderRefused)]
    [InlineData(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", InferenceErrorCode.ProviderAccount)]
    [InlineData(400, "INVALID_ARGUMENT", "API key expired. Please renew the API key.", InferenceErrorCode.ProviderAccount)]
    [InlineData(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", InferenceErrorCode.ProviderContextLength)]
    [InlineData(400, "INVALID_ARGUMENT", "The input token count exceeds the maximum number of tokens allowed 1048576.", InferenceErrorCode.ProviderContextLength)]
    [InlineData(400, "INVALID_ARGUMENT", "Unable to submit request because the input token count is 36000 but model only supports up to 32767.", InferenceErrorCode.ProviderContextLength)]
    [InlineData(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes.", InferenceErrorCode.ProviderPayloadTooLarge)]
    [InlineData(400, "FAILED_PRECONDITION", "User location is not supported for the API use.", InferenceErrorCode.ProviderAccount)]
    [InlineData(400, "FAILED_PRECONDITION", "Precondition check failed.", InferenceErrorCode.ProviderRefused)]
    [InlineData(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", InferenceErrorCode.ProviderAccount)]
    [InlineData(403, "PERMISSION_DENIED", "Your API key was reported as leaked.", InferenceErrorCode.ProviderAccount)]
    [InlineData(404, "NOT_FOUND", "models/x is not found for API version v1beta, or is not supported for generateContent.", InferenceErrorCode.ProviderModelNotFound)]
    [InlineData(413, "UNKNOWN", "The request failed.", InferenceErrorCode.ProviderPayloadTooLarge)]
    [InlineData(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", InferenceErrorCode.ProviderRateLimited)]
    [InlineData(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Please go to AI Studio.", InferenceErrorCode.ProviderAccount)]
    [InlineData(499, "CANCELLED", "The operation was cancelled.", InferenceErrorCode.ProviderFailed)]
    [InlineData(500, "INTERNAL", "An internal error has occurred.", InferenceErrorCode.ProviderFailed)]
    [InlineData(500, "UNKNOWN", "Unknown Error.", InferenceErrorCode.ProviderFailed)]
    [InlineData(503, "UNAVAILABLE", "The model is overloaded.", InferenceErrorCode.ProviderFailed)]
    [InlineData(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.", InferenceErrorCode.ProviderTimeout)]
    public async Task Status_HasItsCode(int status, string word, string message, InferenceErrorCode expected)
    {
        var error = await ErrorOf(status, Error(status, word, message));
        Assert.Equal((expected, status, word), (error.Code, error.ProviderStatus, error.ProviderCode));
    }

    [Theory]
    [InlineData("API_KEY_INVALID")]
    [InlineData("API_KEY_SERVICE_BLOCKED")]
    [InlineData("SERVICE_DISABLED")]
    public async Task ReasonOfTheDetails_SaysThatTheAccountIsAtFault(string reason)
    {
        var error = await ErrorOf(400, Error(400, "INVALID_ARGUMENT", $"Key {GoogleTarget.Key} is bad", "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + reason + "\",\"domain\":\"googleapis.com\"}"));

        Assert.Equal((InferenceErrorCode.ProviderAccount, reason), (error.Code, error.ProviderCode));
        Assert.DoesNotContain(GoogleTarget.Key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyInARefusal_IsTakenOut()
    {
        var error = await ErrorOf(400, Error(400, "INVALID_ARGUMENT", $"Do not send {GoogleTarget.Key} around"));
        Assert.Equal("acme says: Do not send *** around", error.Message);
    }

    [Theory]
    [InlineData("34.5s", 34.5)]
    [InlineData("7s", 7.0)]
    [InlineData("soon", null)]
    [InlineData("-3s", null)]
    [InlineData("1e300s", null)]
    public async Task RetryDelay_IsTheTimeToWait(string delay, double? seconds)
    {
        var error = await ErrorOf(429, Error(429, "RESOURCE_EXHAUSTED", "slow", "{\"@type\":\"type.googleapis.com/google.rpc.Help\"},{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay + "\"}"));
        Assert.Equal(seconds, error.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task HeaderForTheTimeToWait_ComesFirst()
    {
        var body = Error(429, "RESOURCE_EXHAUSTED", "slow", "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"7s\"}");
        Assert.Equal(TimeSpan.FromSeconds(3), (await ErrorOf(429, body, ("Retry-After", "3"))).RetryAfter);
    }

    [Fact]
    public async Task ListOfAnError_IsTheError()
    {
        var error = await ErrorOf(429, $"[{Error(429, "RESOURCE_EXHAUSTED", "slow")}]");
        Assert.Equal((InferenceErrorCode.ProviderRateLimited, "acme says: slow"), (error.Code, error.Message));
    }

    [Fact]
    public async Task PageOfAProxy_IsNoMissingModel() => Assert.Equal(InferenceErrorCode.ProviderFailed, (await ErrorOf(404, "<html>Not Found</html>")).Code);
}
