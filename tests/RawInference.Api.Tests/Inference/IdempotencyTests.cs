using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Api.Tests.Inference;

/// <summary>Calls that are repeated with their key, over HTTP.</summary>
public sealed class IdempotencyTests : IAsyncDisposable
{
    private const string Chat = """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Tell me about lighthouses"]}}""";
    private const string Streamed = """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Tell me about lighthouses"]},"parameters":{"stream":true}}""";

    private readonly ApiHost _api = new();

    [Theory]
    [InlineData(Chat)]
    [InlineData(Streamed)]
    [InlineData("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["One","Two"]},"parameters":{"stream":true,"logprobs":true},"include_raw":true}""")]
    [InlineData("""{"provider":"openai","model":"text-embedding-3-small","inputs":{"texts":["one","two"]}}""")]
    [InlineData("""{"provider":"openai","model":"whisper-1","inputs":{"audio_url":"{media}/tone.wav"},"include_raw":true}""")]
    [InlineData("""{"provider":"openai","model":"gpt-image-1","inputs":{"prompts":["a lighthouse at dusk"]},"surprise":1}""")]
    [InlineData("""{"provider":"openai","model":"gpt-4o-mini-tts","inputs":{"text":"Hello"},"parameters":{"voice":"alloy"}}""")]
    public async Task RepeatedCall_IsAnsweredByteForByte(string json)
    {
        var first = await AskAsync(_api.WithMedia(json));
        var second = await AskAsync(_api.WithMedia(json));

        Assert.Equal((HttpStatusCode.OK, (string?)null), (first.Status, first.Replayed));
        Assert.Equal((HttpStatusCode.OK, "true"), (second.Status, second.Replayed));
        Assert.Equal(first.ContentType, second.ContentType);
        Assert.Equal(Encoding.UTF8.GetString(first.Body), Encoding.UTF8.GetString(second.Body));
    }

    [Fact]
    public async Task LayoutOfTheBody_MakesNoDifference()
    {
        await AskAsync(Chat);
        var second = await AskAsync("""{ "inputs": {"prompts": ["Tell me about light\u0068ouses"]}, "model": "openai/gpt-4o-mini" }""");
        Assert.Equal("true", second.Replayed);
    }

    [Fact]
    public async Task StreamThatFailedAfterItsFirstDelta_IsRepeatedEventByEvent()
    {
        var json = Streamed.Replace("gpt-4o-mini", "gpt-4o-mini@fault=cut:3", StringComparison.Ordinal);
        var first = await AskAsync(json, requestId: "same");
        var second = await AskAsync(json, requestId: "same");

        Assert.Equal(Encoding.UTF8.GetString(first.Body), Encoding.UTF8.GetString(second.Body));
        Assert.Contains("event: error", Encoding.UTF8.GetString(first.Body), StringComparison.Ordinal);
        Assert.Equal("true", second.Replayed);
    }

    [Theory]
    [InlineData("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Something else"]}}""")]
    [InlineData(Streamed)]
    public async Task AnotherRequest_Is422(string json)
    {
        await AskAsync(Chat);
        using var response = await SendAsync(json, "k");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((422, "IdempotencyError"), (problem.Status, problem.Type));
        Assert.False(response.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task CallInFlight_Is409WithAWait()
    {
        var arrived = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        await using var api = new ApiHost([("RawInference:Providers:first:ApiKey", "secret-first")], services =>
        {
            services.AddSingleton<IConnector>(new FakeConnector
            {
                Chat = async call =>
                {
                    arrived.SetResult();
                    await gate.Task;
                    return FakeAnswers.Chat("hi");
                },
            });
        });
        const string Json = """{"provider":"first","model":"chat","inputs":{"prompts":["hi"]}}""";
        var first = SendAsync(Json, "k", api: api);
        await arrived.Task;
        using var second = await SendAsync(Json, "k", api: api);
        gate.SetResult();
        using var answered = await first;

        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal("IdempotencyError", (await Problem.ReadAsync(second)).Type);
        Assert.Equal("1", second.Headers.GetValues("Retry-After").Single());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a", "b")]
    [InlineData("a", "a")]
    public async Task MalformedKey_Is400WithItsHeader(params string[] keys)
    {
        using var response = await SendAsync(Chat, keys);
        var problem = await Problem.ReadAsync(response);
        Assert.Equal((400, "Idempotency-Key"), (problem.Status, Assert.Single(problem.Paths)));
    }

    [Theory]
    [InlineData(255, HttpStatusCode.OK)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task LengthOfAKey_IsBounded(int length, HttpStatusCode status)
    {
        using var response = await SendAsync(Chat, new string('~', length));
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task CallWithoutAKey_IsCarriedOutEachTime()
    {
        using var first = await _api.PostAsync(Chat);
        using var second = await _api.PostAsync(Chat);
        Assert.NotEqual(await IdOf(first), await IdOf(second));

        static async Task<string?> IdOf(HttpResponseMessage response) => JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("id").GetString();
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<(HttpStatusCode Status, string? ContentType, string? Replayed, byte[] Body)> AskAsync(string json, string? requestId = null)
    {
        using var response = await SendAsync(json, ["k"], requestId);
        return (
            response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.TryGetValues("Idempotent-Replayed", out var values) ? values.Single() : null,
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private Task<HttpResponseMessage> SendAsync(string json, string key, ApiHost? api = null) => SendAsync(json, [key], null, api);

    private async Task<HttpResponseMessage> SendAsync(string json, string[] keys, string? requestId = null, ApiHost? api = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/inference") { Content = new StringContent(json, null, "application/json") };
        foreach (var key in keys)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (requestId is not null)
        {
            request.Headers.Add("X-Request-Id", requestId);
        }

        return await (api ?? _api).Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
