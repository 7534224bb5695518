using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Identity;

namespace RawInference.Api.Tests.Cache;

/// <summary>Answers that come again, over real connectors and real HTTP.</summary>
public sealed class CacheTests(ApiHost api) : IClassFixture<ApiHost>
{
    public static TheoryData<string> Modalities =>
    [
        """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["{unique}"]},"cache":true}""",
        """{"provider":"anthropic","model":"claude-sonnet-4-5","inputs":{"prompts":["{unique}","two"]},"parameters":{"max_tokens":50},"cache":true}""",
        """{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["{unique}"],"image_url":"{media}/lighthouse.png"},"cache":{"immutable_urls":true}}""",
        """{"provider":"openai","model":"text-embedding-3-small","inputs":{"text":"{unique}"},"cache":{"ttl_s":60}}""",
        """{"provider":"openai","model":"text-embedding-3-small","inputs":{"texts":["{unique}","two"]},"cache":{"mode":"on"}}""",
        """{"provider":"openai","model":"whisper-1","inputs":{"prompts":["{unique}"],"audio_url":"{media}/tone.wav"},"cache":{"immutable_urls":true}}""",
        """{"provider":"openai","model":"gpt-image-1","inputs":{"prompts":["{unique}"]},"parameters":{"size":"1024x1024"},"cache":true}""",
        """{"provider":"openai","model":"gpt-4o-mini-tts","inputs":{"text":"{unique}"},"parameters":{"voice":"alloy"},"cache":true}""",
    ];

    [Theory]
    [MemberData(nameof(Modalities))]
    public async Task RepeatedCall_GetsTheSameAnswerWithoutItsProvider(string json)
    {
        json = Unique(json);
        var (firstState, first) = await InferAsync(json);
        var (secondState, second) = await InferAsync(json);

        Assert.Equal(("MISS", "HIT"), (firstState, secondState));
        Assert.Equal(first.GetProperty("data").GetRawText(), second.GetProperty("data").GetRawText());
        Assert.Equal(first.GetProperty("tokens_used").GetRawText(), second.GetProperty("tokens_used").GetRawText());
        Assert.Equal(first.GetProperty("warnings").GetRawText(), second.GetProperty("warnings").GetRawText());
        Assert.False(first.GetProperty("cached").GetBoolean());
        Assert.True(second.GetProperty("cached").GetBoolean());
        Assert.Equal(0, second.GetProperty("cost_usd").GetDecimal());
        Assert.Equal(0, second.GetProperty("attempts").GetArrayLength());
        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Fact]
    public async Task RepeatedStream_GetsTheSameEvents()
    {
        var json = Unique("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["{unique}"]},"parameters":{"stream":true},"cache":true}""");
        using var first = await api.PostAsync(json);
        var firstEvents = await ServerEvents.ReadAsync(first);
        using var second = await api.PostAsync(json);
        var secondEvents = await ServerEvents.ReadAsync(second);

        Assert.Equal(("MISS", "HIT"), (StateOf(first), StateOf(second)));
        Assert.True(firstEvents.Count > 2);
        Assert.Equal(
            firstEvents.SkipLast(1).Select(item => (item.Name, item.Data.GetRawText())),
            secondEvents.SkipLast(1).Select(item => (item.Name, item.Data.GetRawText())));
        Assert.Equal("response", secondEvents[^1].Name);
        Assert.True(secondEvents[^1].Data.GetProperty("cached").GetBoolean());
    }

    [Fact]
    public async Task CallThatSaysNothingOfTheCache_HasNoHeader()
    {
        using var response = await api.PostAsync(Unique("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["{unique}"]}}"""));

        Assert.False(response.Headers.Contains("x-cache"));
    }

    [Fact]
    public async Task Refresh_SaysSo()
    {
        var (state, _) = await InferAsync(Unique("""{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["{unique}"]},"cache":{"mode":"refresh"}}"""));

        Assert.Equal("REFRESH", state);
    }

    [Fact]
    public async Task UrlThatNobodyVouchesFor_BypassesWithAWarning()
    {
        var json = Unique("""{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["{unique}"],"image_url":"{media}/lighthouse.png"},"cache":true}""");
        await InferAsync(json);
        var (state, answer) = await InferAsync(json);

        Assert.Equal("BYPASS", state);
        Assert.False(answer.GetProperty("cached").GetBoolean());
        Assert.Contains(answer.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("code").GetString() == "cache_notice");
    }

    [Fact]
    public async Task MistakesInTheCache_Are400WithTheirPaths()
    {
        using var response = await api.PostAsync(
            """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["hi"]},"cache":{"ttl_s":0,"mode":"sometimes","immutable_urls":"no"}}""");

        Assert.Equal(["cache.ttl_s", "cache.mode", "cache.immutable_urls"], (await Problem.ReadAsync(response)).Paths);
    }

    [Fact]
    public async Task Delete_ForgetsTheAnswersOfTheNamespaceOnly()
    {
        await using var api = new ApiHost([("RawInference:Namespaces:0", "other")], services => services.AddSingleton<IKeyStore>(new OneKey([Permissions.Inference, Permissions.Cache])));
        using var others = api.NewClient(api.Key);
        others.DefaultRequestHeaders.Add("X-Namespace", "other");
        const string Json = """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["hi"]},"cache":true}""";
        Assert.Equal("MISS", await StateAsync(api.Client, Json));
        Assert.Equal("MISS", await StateAsync(others, Json));

        using var cleared = await api.Client.DeleteAsync("/v1/cache", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
        Assert.Equal("MISS", await StateAsync(api.Client, Json));
        Assert.Equal("HIT", await StateAsync(others, Json));
    }

    [Fact]
    public async Task DeleteWithoutThePermission_IsForbidden()
    {
        await using var api = new ApiHost([], services => services.AddSingleton<IKeyStore>(new OneKey([Permissions.Inference])));
        using var refused = await api.Client.DeleteAsync("/v1/cache", TestContext.Current.CancellationToken);

        var problem = await Problem.ReadAsync(refused);

        Assert.Equal((403, "ForbiddenError"), (problem.Status, problem.Type));
    }

    [Fact]
    public async Task DeleteWithoutAKey_IsUnauthorized()
    {
        using var refused = await api.Anonymous.DeleteAsync("/v1/cache", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static string? StateOf(HttpResponseMessage response) => response.Headers.TryGetValues("x-cache", out var values) ? values.Single() : null;

    private static async Task<string?> StateAsync(HttpClient client, string json)
    {
        using var response = await client.PostAsync("/v1/inference", new StringContent(json, null, "application/json"), TestContext.Current.CancellationToken);
        return StateOf(response);
    }

    private async Task<(string? State, JsonElement Answer)> InferAsync(string json)
    {
        using var response = await api.PostAsync(json);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return (StateOf(response), JsonSerializer.Deserialize<JsonElement>(body));
    }

    private string Unique(string json) => api.WithMedia(json.Replace("{unique}", Guid.NewGuid().ToString(), StringComparison.Ordinal));

    private sealed class OneKey(IEnumerable<string> permissions) : IKeyStore
    {
        private readonly ApiKey _key = new()
        {
            Id = "key_one",
            Organization = Caller.DefaultOrganization,
            DefaultNamespace = NamespaceId.Of(Caller.DefaultOrganization, Caller.DefaultNamespace),
            Permissions = permissions.ToHashSet(),
        };

        public ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken) => new(_key);
    }
}
