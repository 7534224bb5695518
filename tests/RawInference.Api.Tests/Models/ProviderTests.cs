using System.Collections.Frozen;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Api.Tests.OpenApi;
using RawInference.Core.Identity;
using RawInference.Testing;

namespace RawInference.Api.Tests.Models;

public sealed class ProviderTests(FakeProviders fakes, DocumentHost document) : IClassFixture<FakeProviders>
{
    [Fact]
    public async Task Provider_IsListedWithWhatItCan()
    {
        var first = await OneAsync(fakes, "first");

        Assert.Equal("provider", first.GetProperty("object").GetString());
        Assert.True(first.GetProperty("configured").GetBoolean());
        Assert.False(first.GetProperty("emulated").GetBoolean());
        Assert.Equal(("fake", "FIRST_API_KEY", 5), (first.GetProperty("connector").GetString(), first.GetProperty("key_variable").GetString(), first.GetProperty("models").GetInt32()));
        Assert.Equal(["chat", "embedding", "image", "speech", "transcription"], Words(first.GetProperty("operations")));
        var chat = first.GetProperty("capabilities")[0];
        Assert.Equal(("chat", 1), (chat.GetProperty("operation").GetString(), chat.GetProperty("models").GetInt32()));
        Assert.Equal(["text", "image"], Words(chat.GetProperty("inputs")));
    }

    [Fact]
    public async Task StandIn_IsEmulatedAndNotConfigured()
    {
        var openai = await OneAsync(fakes, "openai");

        Assert.True(openai.GetProperty("emulated").GetBoolean());
        Assert.False(openai.GetProperty("configured").GetBoolean());
        Assert.Equal("OPENAI_API_KEY", openai.GetProperty("key_variable").GetString());
    }

    [Fact]
    public async Task PresetThatIsNotConfigured_IsListedWhereAskedFor()
    {
        Assert.DoesNotContain("second", (await AllAsync(fakes, "")).Select(Name));
        Assert.DoesNotContain("second", (await AllAsync(fakes, "?all=false")).Select(Name));
        var second = (await AllAsync(fakes, "?all=true")).Single(provider => Name(provider) == "second");

        Assert.Equal("preset", second.GetProperty("object").GetString());
        Assert.Equal(("SECOND_API_KEY", false), (second.GetProperty("key_variable").GetString(), second.GetProperty("configured").GetBoolean()));
    }

    [Fact]
    public async Task Health_IsUnknown_ThenWhatTheLastAttemptsSaid()
    {
        await using var own = new FakeProviders(null, ("RawInference:Failover:AttemptsPerTarget", "1"));
        Assert.Equal(("unknown", null, null), await HealthAsync(own));

        own.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderAccount, 401);
        using (var failed = await own.Api.PostAsync("""{"provider":"first","model":"chat","inputs":{"prompts":["a"]}}"""))
        {
            Assert.Equal(500, (int)failed.StatusCode);
        }

        var (status, error, at) = await HealthAsync(own);
        Assert.Equal(("failing", "provider_account"), (status, error));
        Assert.NotNull(at);

        own.Connector.Chat = _ => Task.FromResult(FakeAnswers.Chat("ok"));
        await own.Api.InferAsync("""{"provider":"first","model":"chat","inputs":{"prompts":["a"]}}""");
        (status, error, _) = await HealthAsync(own);
        Assert.Equal(("ok", null), (status, error));
    }

    [Fact]
    public async Task Key_SeesWhatItMayUse()
    {
        await using var own = new FakeProviders(new KeyGrant
        {
            Models = new[] { "first/chat", "first/draw" }.ToFrozenSet(),
            Operations = new[] { "image" }.ToFrozenSet(),
        });

        var first = Assert.Single(await AllAsync(own, "?all=true"));
        Assert.Equal("first", Name(first));
        Assert.Equal(1, first.GetProperty("models").GetInt32());
        Assert.Equal(["image"], Words(first.GetProperty("operations")));
        var models = await own.Api.Client.GetFromJsonAsync<JsonElement>("/v1/models", TestContext.Current.CancellationToken);
        Assert.Equal(["first/draw"], models.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
        using var foreign = await own.Api.Client.GetAsync("/v1/models?provider=openai", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("openai", (await Problem.ReadAsync(foreign)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?all=yes", "query.all", "true, false")]
    [InlineData("?everything=true", "query.everything", "all")]
    public async Task WrongQuery_IsRefusedWithWhatThereIs(string query, string path, string says)
    {
        using var response = await fakes.Api.Client.GetAsync($"/v1/providers{query}", TestContext.Current.CancellationToken);
        var problem = await Problem.ReadAsync(response);

        Assert.Equal(400, problem.Status);
        Assert.Equal([path], problem.Paths);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_IsValid_AndTellsNeitherKeyNorEndpoint()
    {
        var text = await fakes.Api.Client.GetStringAsync("/v1/providers?all=true", TestContext.Current.CancellationToken);
        var schema = await document.SchemaAsync("ProviderList");

        Assert.Empty(schema.Validate(JsonNode.Parse(text)));
        Assert.DoesNotContain("secret-first", text, StringComparison.Ordinal);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
    }

    private static async Task<(string? Status, string? Error, string? At)> HealthAsync(FakeProviders own)
    {
        var health = (await OneAsync(own, "first")).GetProperty("health");
        return (health.GetProperty("status").GetString(), health.GetProperty("error").GetString(), health.GetProperty("at").GetString());
    }

    private static async Task<JsonElement> OneAsync(FakeProviders own, string name) => (await AllAsync(own, "")).Single(provider => Name(provider) == name);

    private static async Task<IReadOnlyList<JsonElement>> AllAsync(FakeProviders own, string query)
    {
        var list = await own.Api.Client.GetFromJsonAsync<JsonElement>($"/v1/providers{query}", TestContext.Current.CancellationToken);
        return [.. list.GetProperty("data").EnumerateArray()];
    }

    private static string Name(JsonElement provider) => provider.GetProperty("name").GetString()!;

    private static IEnumerable<string> Words(JsonElement list) => list.EnumerateArray().Select(word => word.GetString()!);
}
