using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RawInference.Api.Tests.Admin;
using RawInference.Api.Tests.OpenApi;
using RawInference.State.Keys;

namespace RawInference.Api.Tests.Keys;

public sealed class KeyApiTests(ApiHost api, DocumentHost document) : IClassFixture<ApiHost>
{
    private const string Keys = "/v1/keys";
    private const string Infer = "/v1/inference";
    private const string Chat = """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Hi"]}}""";
    private const string OtherChat = """{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["Hi"]}}""";

    /// <summary>An administrator's key that is bound in every way.</summary>
    private const string Bound =
        """
        {"name":"bound","namespaces":["default"],"permissions":["inference","keys"],"providers":["openai"],"models":["openai/gpt-4o-mini"],
        "operations":["chat"],"limits":{"requests_per_minute":600,"models":{"openai/gpt-4o-mini":{"concurrency":50}}},"budget":{"per_day_usd":5},"expires_at":"2999-01-01"}
        """;

    [Fact]
    public async Task NewKey_MayWhatItSays_AndItsAnswerIsDescribed()
    {
        using var response = await api.Client.SendAsync("POST", Keys, Bound);
        Assert.Equal(201, (int)response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var made = JsonSerializer.Deserialize<JsonElement>(text);
        using var client = api.NewClient(made.Text("key"));

        Assert.Empty((await document.SchemaAsync("Key")).Validate(JsonNode.Parse(text)));
        Assert.Equal("development", made.Text("created_by"));
        Assert.Equal("active", made.Text("status"));
        Assert.Equal("2999-01-01T00:00:00Z", made.Text("expires_at"));
        Assert.Equal(200, await client.StatusAsync("POST", Infer, Chat));
        Assert.Equal(403, await client.StatusAsync("POST", Infer, OtherChat));
        Assert.Equal(403, await client.StatusAsync("POST", Infer, """{"provider":"openai","model":"text-embedding-3-small","inputs":{"text":"Hi"}}"""));
    }

    [Theory]
    [InlineData("""{"name":"a"}""", 200)]
    [InlineData("""{"name":"a","namespaces":["default"]}""", 200)]
    [InlineData("""{"name":"a","default_namespace":null}""", 400)]
    public async Task NewKey_NeedsNoNamespaceHeader_UnlessItSaysSo(string key, int status)
    {
        using var client = api.NewClient((await api.Client.AskAsync("POST", Keys, key)).Text("key"));

        Assert.Equal(status, await client.StatusAsync("POST", Infer, Chat));
    }

    [Fact]
    public async Task Secret_IsInNoOtherAnswer_AndInNoLog()
    {
        using var log = new LogLines();
        await using var own = new ApiHost([], services => services.AddSingleton<ILoggerProvider>(log));
        var made = await own.Client.AskAsync("POST", Keys, """{"name":"a"}""");
        var path = $"{Keys}/{made.Text("id")}";
        using var client = own.NewClient(made.Text("key"));
        await client.StatusAsync("GET", Keys);
        var rotated = await own.Client.AskAsync("POST", $"{path}/rotate");
        JsonElement[] answers =
        [
            await own.Client.AskAsync("GET", Keys),
            await own.Client.AskAsync("GET", path),
            await own.Client.AskAsync("PATCH", path, """{"name":"b"}"""),
            await own.Client.AskAsync("DELETE", path),
        ];
        var said = string.Concat(answers.Select(answer => answer.ToString())) + string.Concat(log.All.Select(line => line.Text));

        Assert.Contains(made.Text("id"), string.Concat(log.All.Select(line => line.Text)), StringComparison.Ordinal);
        foreach (var secret in new[] { made.Text("key"), rotated.Text("key") })
        {
            Assert.DoesNotContain(secret.Split('_')[3], said, StringComparison.Ordinal);
            Assert.DoesNotContain(own.Services.GetRequiredService<KeyHasher>().HashText(secret), said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"   "}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"a\nb"}""", "name")]
    [InlineData("""{"name":"\ud800"}""", "name")]
    [InlineData("""{"name":"a","naem":"b"}""", "naem")]
    [InlineData("""{"name":"a","namespaces":"default"}""", "namespaces")]
    [InlineData("""{"name":"a","namespaces":[]}""", "namespaces")]
    [InlineData("""{"name":"a","namespaces":["default",""]}""", "namespaces[1]")]
    [InlineData("""{"name":"a","namespaces":["default","nowhere"]}""", "namespaces[1]")]
    [InlineData("""{"name":"a","namespaces":["ns_000000000000000000000000"]}""", "namespaces[0]")]
    [InlineData("""{"name":"a","default_namespace":"nowhere"}""", "default_namespace")]
    [InlineData("""{"name":"a","permissions":["root"]}""", "permissions")]
    [InlineData("""{"name":"a","providers":["nobody"]}""", "providers")]
    [InlineData("""{"name":"a","models":["nobody/x"]}""", "models")]
    [InlineData("""{"name":"a","models":["gpt-4o-mini"]}""", "models")]
    [InlineData("""{"name":"a","operations":["dance"]}""", "operations")]
    [InlineData("""{"name":"a","organization":"org_none"}""", "organization")]
    [InlineData("""{"name":"a","limits":{"requests_per_minute":0}}""", "limits.requests_per_minute")]
    [InlineData("""{"name":"a","limits":{"requests_per_minute":-1}}""", "limits.requests_per_minute")]
    [InlineData("""{"name":"a","limits":{"requests_per_minute":1.5}}""", "limits.requests_per_minute")]
    [InlineData("""{"name":"a","limits":{"requests_per_minute":"60"}}""", "limits.requests_per_minute")]
    [InlineData("""{"name":"a","limits":{"tokens_per_minute":1e30}}""", "limits.tokens_per_minute")]
    [InlineData("""{"name":"a","limits":{"concurrency":9999999}}""", "limits.concurrency")]
    [InlineData("""{"name":"a","limits":{"request_per_minute":1}}""", "limits.request_per_minute")]
    [InlineData("""{"name":"a","limits":[]}""", "limits")]
    [InlineData("""{"name":"a","limits":{"models":{"nobody/x":{"concurrency":1}}}}""", "limits.models.nobody/x")]
    [InlineData("""{"name":"a","limits":{"models":{"openai/x":{"models":{}}}}}""", "limits.models.openai/x.models")]
    [InlineData("""{"name":"a","limits":{"models":{"":{"concurrency":1}}}}""", "limits.models.")]
    [InlineData("""{"name":"a","limits":{"models":{"openai/x":{"budget":{"per_day_usd":0}}}}}""", "limits.models.openai/x.budget.per_day_usd")]
    [InlineData("""{"name":"a","budget":{"per_day_usd":0.0000000001}}""", "budget.per_day_usd")]
    [InlineData("""{"name":"a","budget":{"per_day_usd":9000000.01}}""", "budget.per_day_usd")]
    [InlineData("""{"name":"a","budget":{"per_day_usd":1.0000000000000000000000000000000001}}""", "budget.per_day_usd")]
    [InlineData("""{"name":"a","budget":{"per_month_usd":"5"}}""", "budget.per_month_usd")]
    [InlineData("""{"name":"a","budget":5}""", "budget")]
    [InlineData("""{"name":"a","expires_at":"2020-01-01"}""", "expires_at")]
    [InlineData("""{"name":"a","expires_at":"tomorrow"}""", "expires_at")]
    [InlineData("""{"name":"a","expires_at":1800000000}""", "expires_at")]
    public async Task WrongField_IsA400WithItsPath(string json, string path)
    {
        var problem = await api.Client.FailAsync("POST", Keys, json);

        Assert.Equal((400, "BadRequestError"), (problem.Status, problem.Type));
        Assert.Equal([path], problem.Paths);
    }

    [Fact]
    public async Task EveryMistake_IsToldAtOnce_WithTheNearestKnownField()
    {
        var problem = await api.Client.FailAsync(
            "POST", Keys, $$"""{"name":"{{new string('x', 10_000)}}","limit":{},"providers":["nobody"],"limits":{"concurrency":0},"expires_at":"2020-01-01"}""");

        Assert.Equal(["expires_at", "limit", "limits.concurrency", "name", "providers"], problem.Paths.Order(StringComparer.Ordinal));
        Assert.Contains("did you mean 'limits'", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Message.Length < 2_000);
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b"}""", "application/json", 400)]
    [InlineData("""{"name":"a","limits":{"concurrency":1,"concurrency":2}}""", "application/json", 400)]
    [InlineData("""["a"]""", "application/json", 400)]
    [InlineData("", "application/json", 400)]
    [InlineData("""{"name":""", "application/json", 400)]
    [InlineData("""{"name":"a"}""", "text/plain", 415)]
    [InlineData("""{"name":"a"}""", "application/x-www-form-urlencoded", 415)]
    public async Task WrongBody_IsRefused(string body, string type, int status)
    {
        using var response = await api.Client.PostAsync(Keys, new StringContent(body, new MediaTypeHeaderValue(type)), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        await Problem.ReadAsync(response);
    }

    [Fact]
    public async Task BodyBeyond64KB_IsA413() =>
        Assert.Equal(413, (await api.Client.FailAsync("POST", Keys, $$"""{"name":"a","description":"{{new string('x', 65_536)}}"}""")).Status);

    [Fact]
    public async Task WiderKey_IsA403_WithThePathOfEveryExcess()
    {
        using var bound = api.NewClient((await api.Client.AskAsync("POST", Keys, Bound)).Text("key"));
        var problem = await bound.FailAsync("POST", Keys, """{"name":"wide","permissions":["inference","operator"]}""");

        Assert.Equal((403, "ForbiddenError"), (problem.Status, problem.Type));
        Assert.Equal(
            [
                "namespaces", "permissions", "providers", "models", "operations", "expires_at", "limits.requests_per_minute", "budget.per_day_usd",
                "limits.models.openai/gpt-4o-mini.concurrency",
            ],
            problem.Paths);
        Assert.Equal("bound", (await bound.AskAsync("POST", Keys, Bound)).Text("name"));
    }

    [Fact]
    public async Task KeyReachesOnlyKeysThatAreNoWider()
    {
        using var bound = api.NewClient((await api.Client.AskAsync("POST", Keys, Bound)).Text("key"));
        var wide = $"{Keys}/{(await api.Client.AskAsync("POST", Keys, """{"name":"wide"}""")).Text("id")}";
        var unknown = await bound.FailAsync("GET", $"{Keys}/000000000000");

        foreach (var (method, path, body) in new[] { ("GET", wide, null), ("PATCH", wide, "{}"), ("POST", $"{wide}/rotate", null), ("DELETE", wide, null) })
        {
            var problem = await bound.FailAsync(method, path, body);
            Assert.Equal((404, unknown.Message), (problem.Status, problem.Message));
        }

        Assert.All((await bound.AskAsync("GET", $"{Keys}?limit=100")).GetProperty("data").EnumerateArray(), key => Assert.Equal("bound", key.Text("name")));
    }

    [Fact]
    public async Task RevokedExpiredAndUnknownKeys_GetOneAnswer()
    {
        var revoked = await api.Client.AskAsync("POST", Keys, """{"name":"a","default_namespace":"default"}""");
        using var client = api.NewClient(revoked.Text("key"));
        Assert.Equal(200, await client.StatusAsync("POST", Infer, Chat));
        Assert.Equal("revoked", (await api.Client.AskAsync("DELETE", $"{Keys}/{revoked.Text("id")}")).Text("status"));
        Assert.Equal("revoked", (await api.Client.AskAsync("DELETE", $"{Keys}/{revoked.Text("id")}")).Text("status"));

        Assert.Equal(await UnauthorizedAsync(ApiKeyFormat.Create("live")), await UnauthorizedAsync(revoked.Text("key")));
        Assert.Equal(await UnauthorizedAsync("sk_x"), await UnauthorizedAsync(revoked.Text("key")));
    }

    [Fact]
    public async Task Patch_ReplacesWhatIsThere_ClearsWhatIsNull_AndKeepsTheRest()
    {
        var path = $"{Keys}/{(await api.Client.AskAsync("POST", Keys, Bound)).Text("id")}";
        var edited = await api.Client.AskAsync(
            "PATCH", path, """{"description":"d","limits":{"concurrency":7,"models":{"openai/gpt-4o-mini":null,"openai/gpt-4o":{"concurrency":1}}},"budget":null,"expires_at":null}""");

        Assert.Equal("bound", edited.Text("name"));
        Assert.Equal("d", edited.Text("description"));
        Assert.Equal(["openai"], edited.Texts("providers"));
        Assert.Equal((600, 7), (edited.GetProperty("limits").GetProperty("requests_per_minute").GetInt32(), edited.GetProperty("limits").GetProperty("concurrency").GetInt32()));
        Assert.Equal(["openai/gpt-4o"], edited.GetProperty("limits").GetProperty("models").EnumerateObject().Select(model => model.Name));
        Assert.Equal(JsonValueKind.Null, edited.GetProperty("budget").GetProperty("per_day_usd").ValueKind);
        Assert.Equal(JsonValueKind.Null, edited.GetProperty("expires_at").ValueKind);

        var cleared = await api.Client.AskAsync("PATCH", path, """{"limits":null,"permissions":null,"providers":null,"namespaces":null}""");
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("limits").GetProperty("requests_per_minute").ValueKind);
        Assert.Empty(cleared.GetProperty("limits").GetProperty("models").EnumerateObject());
        Assert.Equal(["inference"], cleared.Texts("permissions"));
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("providers").ValueKind);
        Assert.Equal(["organization"], (await api.Client.FailAsync("PATCH", path, """{"organization":"org_other"}""")).Paths);
    }

    [Fact]
    public async Task ShownKey_TellsWhereItsLimitsStand()
    {
        var made = await api.Client.AskAsync("POST", Keys, Bound);
        var shown = await api.Client.AskAsync("GET", $"{Keys}/{made.Text("id")}");
        var balances = shown.GetProperty("balances").EnumerateArray().ToArray();

        Assert.Empty((await document.SchemaAsync("Key")).Validate(JsonNode.Parse(shown.ToString())));
        Assert.Equal(["requests_per_minute", "per_day_usd", "concurrency"], balances.Select(balance => balance.Text("limit")));
        Assert.Equal([600m, 5m, 50m], balances.Select(balance => balance.GetProperty("remaining").GetDecimal()));
        Assert.Equal("openai/gpt-4o-mini", balances[2].Text("model"));
    }

    [Fact]
    public async Task RotatedKey_IsTakenAtOnce_AndTheFormerSecretForTheGrace()
    {
        var made = await api.Client.AskAsync("POST", Keys, """{"name":"a","default_namespace":"default"}""");
        var path = $"{Keys}/{made.Text("id")}/rotate";
        var second = await api.Client.AskAsync("POST", path, """{"grace_s":600}""");
        Assert.Equal((200, 200), (await ModelsAsync(made.Text("key")), await ModelsAsync(second.Text("key"))));
        var third = await api.Client.AskAsync("POST", path);

        Assert.Equal((401, 401, 200), (await ModelsAsync(made.Text("key")), await ModelsAsync(second.Text("key")), await ModelsAsync(third.Text("key"))));
        Assert.Equal(["grace_s"], (await api.Client.FailAsync("POST", path, """{"grace_s":604801}""")).Paths);
        Assert.Equal(["grace"], (await api.Client.FailAsync("POST", path, """{"grace":1}""")).Paths);
    }

    [Fact]
    public async Task Pages_FollowOneAnother_AndWrongOnesAreRefused()
    {
        await using var own = new ApiHost();
        for (var number = 0; number < 5; number++)
        {
            await own.Client.AskAsync("POST", Keys, $$"""{"name":"n{{number}}"}""");
        }

        var found = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await own.Client.AskAsync("GET", $"{Keys}?limit=2{next}");
            Assert.Empty((await document.SchemaAsync("KeyList")).Validate(JsonNode.Parse(page.ToString())));
            found.AddRange(page.GetProperty("data").EnumerateArray().Select(key => key.Text("name")));
            next = page.GetProperty("has_more").GetBoolean() ? $"&after={page.Text("next")}" : null;
        }

        Assert.Equal(["n0", "n1", "n2", "n3", "n4"], found.Order(StringComparer.Ordinal));
        Assert.Equal(["query.order", "query.limit"], (await own.Client.FailAsync("GET", $"{Keys}?limit=0&order=up")).Paths);
    }

    private async Task<int> ModelsAsync(string key)
    {
        using var client = api.NewClient(key);
        return await client.StatusAsync("GET", "/v1/models");
    }

    private async Task<string> UnauthorizedAsync(string key)
    {
        using var client = api.NewClient(key);
        using var response = await client.SendAsync("GET", "/v1/models");
        Assert.Equal(401, (int)response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        body["error"]!["details"]!.AsObject().Remove("request_id");
        return body.ToJsonString();
    }
}
