using System.Net;
using System.Text.Json;

namespace RawInference.Emulator.Tests.Faults;

/// <summary>The faults that come before an answer.</summary>
public sealed class StatusFaultTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Path = "/v1/chat/completions";

    [Theory]
    [InlineData("status:503", 503, "server_error", null)]
    [InlineData("status:429", 429, "requests", "rate_limit_exceeded")]
    [InlineData("status:429;code:insufficient_quota", 429, "insufficient_quota", "insufficient_quota")]
    [InlineData("status:401", 401, "invalid_request_error", "invalid_api_key")]
    public async Task Status_IsAnsweredInTheProvidersForm(string fault, int status, string type, string? code)
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), fault);

        var error = (await RunningEmulator.ReadAsync(response)).GetProperty("error");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task RetryAfter_GoesWithTheStatus()
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "status:429;retry-after:2");

        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task FaultInTheModelsName_IsPlayedForTheBaseModel()
    {
        using var failed = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello", "gpt-4o-mini@fault=status:429;retry-after:3"));
        var answered = await emulator.JsonAsync(Path, RunningEmulator.Chat("Say hi", "gpt-4o-mini@fault=delay:1"));
        var refused = RunningEmulator.Chat("Hello", "gpt-5-mini@fault=delay:1");
        refused["temperature"] = 0.1;

        Assert.Equal(HttpStatusCode.TooManyRequests, failed.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), failed.Headers.RetryAfter?.Delta);
        Assert.Equal("gpt-4o-mini-2024-07-18", answered.GetProperty("model").GetString());
        Assert.Equal("unsupported_value", (await emulator.JsonAsync(Path, refused)).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task FailTimes_FailsThatOftenPerSpecification()
    {
        var one = new List<HttpStatusCode>();
        for (var request = 0; request < 4; request++)
        {
            using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "fail-times:2:503;key:one");
            one.Add(response.StatusCode);
        }

        using var other = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "fail-times:2:503;key:other");

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK], one);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, other.StatusCode);
    }

    [Fact]
    public async Task Delay_HoldsTheFirstByteBack()
    {
        var started = TimeProvider.System.GetTimestamp();

        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "delay:150");

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(145));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task ErrorWith200_IsAnErrorThatSaysOk()
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello", stream: true), "error-200");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("server_error", (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("explode")]
    [InlineData("status:many")]
    [InlineData("cut:-1")]
    [InlineData("cut")]
    public async Task UnknownFault_IsRefused(string fault)
    {
        using var response = await emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), fault);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("unknown_fault", (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/v1/chat/completions", "error-frame:1")]
    [InlineData("/v1/embeddings", "content-filter")]
    [InlineData("/v1/embeddings", "refusal")]
    public async Task FaultThatAnAnswerCannotHave_IsRefused(string path, string fault)
    {
        var body = path.EndsWith("embeddings", StringComparison.Ordinal)
            ? new System.Text.Json.Nodes.JsonObject { ["model"] = "text-embedding-3-small", ["input"] = "x" }
            : RunningEmulator.Chat("Hello");

        var answer = await emulator.JsonAsync(path, body, fault);

        Assert.Equal("fault_not_applicable", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Fault_HoldsForEveryEndpoint()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Add("x-emulator-fault", "status:500");

        using var response = await emulator.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(JsonValueKind.Object, (await RunningEmulator.ReadAsync(response)).GetProperty("error").ValueKind);
    }
}
