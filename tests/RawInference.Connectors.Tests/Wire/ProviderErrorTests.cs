using System.Net;
using RawInference.Chat;
using RawInference.Connectors.Tests.OpenAI;

namespace RawInference.Connectors.Tests.Wire;

public class ProviderErrorTests
{
    private static async Task<InferenceException> ErrorOf(CannedHandler handler, bool stream)
    {
        var probe = new ChatProbe(handler, "gpt-4o");
        return await Assert.ThrowsAsync<InferenceException>(() => stream
            ? probe.StreamAsync(ChatParameters.Default)
            : probe.SendAsync(ChatParameters.Default));
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"bad","type":"invalid_request_error","code":null}}""", InferenceErrorCode.ProviderRefused)]
    [InlineData(422, """{"error":{"message":"bad"}}""", InferenceErrorCode.ProviderRefused)]
    [InlineData(400, """{"error":{"message":"long","code":"context_length_exceeded"}}""", InferenceErrorCode.ProviderContextLength)]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 10 tokens","code":400}}""", InferenceErrorCode.ProviderContextLength)]
    [InlineData(400, """{"error":{"message":"no","code":"content_policy_violation"}}""", InferenceErrorCode.ProviderContentPolicy)]
    [InlineData(401, """{"error":{"message":"no","code":"invalid_api_key"}}""", InferenceErrorCode.ProviderAccount)]
    [InlineData(402, "", InferenceErrorCode.ProviderAccount)]
    [InlineData(403, "<html>", InferenceErrorCode.ProviderAccount)]
    [InlineData(404, """{"error":{"message":"no model","code":"model_not_found"}}""", InferenceErrorCode.ProviderModelNotFound)]
    [InlineData(404, """{"object":"error","message":"The model does not exist","code":404}""", InferenceErrorCode.ProviderModelNotFound)]
    [InlineData(404, """{"detail":"Not Found"}""", InferenceErrorCode.ProviderFailed)]
    [InlineData(404, "<html><h1>404 Not Found</h1></html>", InferenceErrorCode.ProviderFailed)]
    [InlineData(404, """{"error":{"message":"Invalid URL (POST /v1/v1/chat/completions)","type":"invalid_request_error","param":null,"code":null}}""", InferenceErrorCode.ProviderFailed)]
    [InlineData(404, """{"error":"model 'x' not found"}""", InferenceErrorCode.ProviderModelNotFound)]
    [InlineData(408, "", InferenceErrorCode.ProviderTimeout)]
    [InlineData(413, "", InferenceErrorCode.ProviderPayloadTooLarge)]
    [InlineData(429, """{"error":{"message":"slow","code":"rate_limit_exceeded"}}""", InferenceErrorCode.ProviderRateLimited)]
    [InlineData(429, """{"error":{"message":"quota","type":"insufficient_quota","code":"insufficient_quota"}}""", InferenceErrorCode.ProviderAccount)]
    [InlineData(500, "oops", InferenceErrorCode.ProviderFailed)]
    [InlineData(503, """{"error":{"message":"busy"}}""", InferenceErrorCode.ProviderFailed)]
    [InlineData(504, "", InferenceErrorCode.ProviderTimeout)]
    [InlineData(301, "", InferenceErrorCode.ProviderFailed)]
    [InlineData(200, """{"error":{"message":"no","code":"server_error"}}""", InferenceErrorCode.ProviderFailed)]
    [InlineData(200, """{"error":{"message":"no","code":429}}""", InferenceErrorCode.ProviderRateLimited)]
    [InlineData(200, """{"object":"error","message":"busy","type":"BadRequestError","code":400}""", InferenceErrorCode.ProviderRefused)]
    public async Task EachAnswer_HasItsCode_StreamingOrNot(int status, string body, InferenceErrorCode expected)
    {
        foreach (var stream in new[] { false, true })
        {
            var error = await ErrorOf(new CannedHandler(body, (HttpStatusCode)status), stream);
            Assert.Equal((expected, status), (error.Code, error.ProviderStatus));
        }
    }

    [Theory]
    [InlineData("""{"error":"boom"}""", "acme says: boom")]
    [InlineData("""{"message":"Unauthorized model"}""", "acme says: Unauthorized model")]
    [InlineData("""{"detail":"Not today"}""", "acme says: Not today")]
    [InlineData("""{"detail":[{"type":"missing","loc":["body","messages",0],"msg":"Field required","input":"my secret"}]}""", "acme says: body.messages.0: Field required")]
    [InlineData("""[{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT"}}]""", "acme says: API key not valid")]
    [InlineData("""{"error":null}""", "acme answered with status 400 and no reason.")]
    [InlineData("<html>", "acme answered with status 400 and no reason.")]
    public async Task Reason_IsFoundWhereverItIs(string body, string message) =>
        Assert.Equal(message, (await ErrorOf(new CannedHandler(body, HttpStatusCode.BadRequest), stream: false)).Message);

    [Fact]
    public async Task ModelNotFound_NamesThePath()
    {
        var error = await ErrorOf(new CannedHandler("""{"error":{"message":"no such model"}}""", HttpStatusCode.NotFound), stream: false);
        Assert.Equal("model", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task FactsOfTheFailure_AreKept()
    {
        var handler = new CannedHandler("""{"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded"}}""", HttpStatusCode.TooManyRequests)
        {
            ResponseHeaders = { ("x-request-id", "req_1"), ("Retry-After", "7") },
        };
        var error = await ErrorOf(handler, stream: false);

        Assert.Equal(
            ("acme says: slow down", "rate_limit_exceeded", "req_1", TimeSpan.FromSeconds(7)),
            (error.Message, error.ProviderCode, error.ProviderRequestId, error.RetryAfter));
    }

    [Theory]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("Retry-After", "0", 0d)]
    [InlineData("Retry-After", "1.5", 1.5)]
    [InlineData("Retry-After", "1e9", null)]
    [InlineData("Retry-After", "Sat, 01 Jan 2000 00:00:30 GMT", 30d)]
    [InlineData("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT", 0d)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("retry-after-ms", "-5", null)]
    public async Task RetryAfter_IsReadInEachForm(string header, string value, double? seconds)
    {
        // The fake clock starts at 2000-01-01 00:00 UTC.
        var error = await ErrorOf(new CannedHandler("", HttpStatusCode.TooManyRequests) { ResponseHeaders = { (header, value) } }, stream: false);
        Assert.Equal(seconds is { } some ? TimeSpan.FromSeconds(some) : null, error.RetryAfter);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task Key_IsNeverShown(HttpStatusCode status)
    {
        var body = $$$"""{"error":{"message":"Incorrect API key provided: {{{OpenAITarget.Key}}}","code":"bad {{{OpenAITarget.Key}}}"}}""";
        var error = await ErrorOf(new CannedHandler(body, status), stream: false);
        Assert.DoesNotContain(OpenAITarget.Key, error.ToString() + error.ProviderCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaskedKey_IsNotShownEither()
    {
        var error = await ErrorOf(new CannedHandler("""{"error":{"message":"Incorrect API key provided: sk-t***6789"}}""", HttpStatusCode.Unauthorized), stream: false);
        Assert.DoesNotContain("6789", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"half \ud83d of it","code":"b\udc00"}}""")]
    [InlineData("""{"error":"half \ud83d of it"}""")]
    public async Task MessageThatIsNotUnicode_DoesNotHideTheError(string body)
    {
        var error = await ErrorOf(new CannedHandler(body, HttpStatusCode.BadRequest), stream: false);
        Assert.Equal((InferenceErrorCode.ProviderRefused, "acme says: half \uFFFD of it"), (error.Code, error.Message));
    }

    [Fact]
    public async Task LongMessage_IsTruncated()
    {
        var error = await ErrorOf(new CannedHandler($$$"""{"error":{"message":"{{{new string('x', 5_000)}}}"}}""", HttpStatusCode.BadRequest), stream: false);
        Assert.InRange(error.Message.Length, 1_000, 1_050);
    }
}
