using System.Text.Json.Nodes;
using RawInference.Api.Tests.Admin;
using RawInference.Api.Tests.OpenApi;

namespace RawInference.Api.Tests.Namespaces;

public sealed class NamespaceApiTests(ApiHost api, DocumentHost document) : IClassFixture<ApiHost>
{
    private const string Namespaces = "/v1/namespaces";

    [Fact]
    public async Task NewNamespace_CanBeUsedAtOnce()
    {
        var made = await api.Client.AskAsync("POST", Namespaces, """{"name":"team","limits":{"requests_per_minute":100},"budget":{"per_month_usd":0.000000001}}""");
        var key = await api.Client.AskAsync("POST", "/v1/keys", """{"name":"a","namespaces":["team"]}""");
        using var client = api.NewClient(key.Text("key"));

        Assert.Empty((await document.SchemaAsync("Namespace")).Validate(JsonNode.Parse(made.ToString())));
        Assert.Equal([made.Text("id")], key.Texts("namespaces"));
        Assert.Equal(200, await client.StatusAsync("GET", "/v1/models"));
        Assert.Equal(["name"], (await api.Client.FailAsync("POST", Namespaces, """{"name":"team"}""")).Paths);
    }

    [Fact]
    public async Task Namespace_IsShownByIdAndName_AndItsLimitsCanBeSet_AlsoWhereItIsConfigured()
    {
        var edited = await api.Client.AskAsync("PATCH", $"{Namespaces}/default", """{"limits":{"requests_per_minute":1000}}""");
        var shown = await api.Client.AskAsync("GET", $"{Namespaces}/{edited.Text("id")}");

        Assert.Equal("default", shown.Text("name"));
        Assert.Equal(1_000, shown.GetProperty("balances")[0].GetProperty("max").GetInt32());
        var all = await api.Client.AskAsync("GET", $"{Namespaces}?limit=100");
        Assert.Empty((await document.SchemaAsync("NamespaceList")).Validate(JsonNode.Parse(all.ToString())));
        Assert.Single(all.GetProperty("data").EnumerateArray(), entry => entry.Text("name") == "default");
        Assert.Equal(404, (await api.Client.FailAsync("GET", $"{Namespaces}/nowhere")).Status);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"Team"}""", "name")]
    [InlineData("""{"name":"-team"}""", "name")]
    [InlineData("""{"name":"team\n"}""", "name")]
    [InlineData("""{"name":"ns_team"}""", "name")]
    [InlineData("""{"name":"a234567890123456789012345678901234567890123456789012345678901234"}""", "name")]
    [InlineData("""{"name":"a","organization":"org_none"}""", "organization")]
    [InlineData("""{"name":"a","limits":{"concurrency":0}}""", "limits.concurrency")]
    [InlineData("""{"name":"a","limits":{"models":{"nobody/x":{"concurrency":1}}}}""", "limits.models.nobody/x")]
    [InlineData("""{"name":"a","budgets":{}}""", "budgets")]
    public async Task WrongField_IsA400WithItsPath(string json, string path)
    {
        var problem = await api.Client.FailAsync("POST", Namespaces, json);

        Assert.Equal((400, path), (problem.Status, Assert.Single(problem.Paths)));
    }

    [Fact]
    public async Task NameOfANamespace_CannotBeChanged() =>
        Assert.Equal(["name"], (await api.Client.FailAsync("PATCH", $"{Namespaces}/default", """{"name":"other"}""")).Paths);

    [Fact]
    public async Task KeyThatIsBoundToANamespace_SeesNoOther_AndMakesNone()
    {
        await api.Client.AskAsync("POST", Namespaces, """{"name":"foreign"}""");
        var key = await api.Client.AskAsync("POST", "/v1/keys", """{"name":"a","namespaces":["default"],"permissions":["namespaces"]}""");
        using var client = api.NewClient(key.Text("key"));

        Assert.Equal(["default"], (await client.AskAsync("GET", Namespaces)).GetProperty("data").EnumerateArray().Select(entry => entry.Text("name")));
        Assert.Equal(404, (await client.FailAsync("GET", $"{Namespaces}/foreign")).Status);
        Assert.Equal(404, (await client.FailAsync("PATCH", $"{Namespaces}/foreign", """{"limits":null}""")).Status);
        Assert.Equal(403, (await client.FailAsync("POST", Namespaces, """{"name":"more"}""")).Status);
    }
}
