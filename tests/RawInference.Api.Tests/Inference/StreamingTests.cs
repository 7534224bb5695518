using System.Net;
using System.Text.Json;

namespace RawInference.Api.Tests.Inference;

public sealed class StreamingTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Chat_StreamsDeltas_ThenOneResponseWithTheWholeText()
    {
        using var response = await api.PostAsync("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Tell me about lighthouses"]},"parameters":{"stream":true}}""");
        var events = await ServerEvents.ReadAsync(response);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("response", events[^1].Name);
        Assert.All(events.SkipLast(1), item => Assert.Equal("delta", item.Name));
        var text = string.Concat(events.SkipLast(1).Select(item => item.Data.TryGetProperty("text", out var piece) ? piece.GetString() : null));
        var whole = events[^1].Data.GetProperty("data").GetProperty("outputs")[0];
        Assert.Equal(whole.GetProperty("text").GetString(), text);
        Assert.True(events.Count > 3);
        Assert.True(events[^1].Data.GetProperty("tokens_used").GetProperty("total").GetInt64() > 0);
    }

    [Fact]
    public async Task SeveralPrompts_StreamDeltasWithTheIndexOfTheirOutput()
    {
        using var response = await api.PostAsync("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Say alpha","Say beta","Say gamma"]},"parameters":{"stream":true}}""");
        var events = await ServerEvents.ReadAsync(response);

        var outputs = events[^1].Data.GetProperty("data").GetProperty("outputs");
        for (var index = 0; index < 3; index++)
        {
            var text = string.Concat(events.SkipLast(1)
                .Where(item => item.Data.GetProperty("index").GetInt32() == index && item.Data.TryGetProperty("text", out _))
                .Select(item => item.Data.GetProperty("text").GetString()));
            Assert.Equal(outputs[index].GetProperty("text").GetString(), text);
        }
    }

    [Theory]
    [InlineData("""{"provider":"openai","model":"text-embedding-3-small","inputs":{"text":"hello"},"parameters":{"stream":true}}""")]
    [InlineData("""{"provider":"openai","model":"whisper-1","inputs":{"audio_url":"{media}/tone.wav"},"parameters":{"stream":true}}""")]
    public async Task OperationWithoutPartialOutput_SendsResponseAlone(string json)
    {
        using var response = await api.PostAsync(api.WithMedia(json));
        var events = await ServerEvents.ReadAsync(response);

        Assert.Equal(["response"], events.Select(item => item.Name));
    }

    [Fact]
    public async Task AcceptHeader_AsksForEvents()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/inference")
        {
            Content = new StringContent("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Hi"]}}""", null, "application/json"),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("response", (await ServerEvents.ReadAsync(response))[^1].Name);
    }

    [Theory]
    [InlineData("cut:3")]
    [InlineData("end:3")]
    [InlineData("error-frame:3")]
    public async Task UpstreamThatBreaksMidStream_EndsInOneErrorEvent(string fault)
    {
        using var response = await api.PostAsync($$$$"""{"provider":"openai","model":"gpt-4o-mini@fault={{{{fault}}}}","inputs":{"prompts":["Tell me about lighthouses"]},"parameters":{"stream":true}}""");
        var events = await ServerEvents.ReadAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("error", events[^1].Name);
        Assert.Single(events, item => item.Name == "error");
        Assert.DoesNotContain(events, item => item.Name == "response");
        Assert.Contains(events, item => item.Name == "delta");
        Assert.Equal("provider", events[^1].Data.GetProperty("error").GetProperty("details").GetProperty("origin").GetString());
    }

    [Fact]
    public async Task ErrorBeforeTheFirstItem_IsAnOrdinaryStatus()
    {
        using var response = await api.PostAsync("""{"provider":"openai","model":"gpt-4o-mini@fault=status:503","inputs":{"prompts":["Hi"]},"parameters":{"stream":true}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(503, problem.GetProperty("error").GetProperty("details").GetProperty("provider_status").GetInt32());
        Assert.Equal(2, problem.GetProperty("error").GetProperty("details").GetProperty("attempts").GetArrayLength());
    }
}
