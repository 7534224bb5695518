using System.Text.Json.Nodes;
using RawInference.Api.Tests.Admin;
using RawInference.Api.Tests.OpenApi;

namespace RawInference.Api.Tests.Organizations;

public sealed class OrganizationApiTests(ApiHost api, DocumentHost document) : IClassFixture<ApiHost>
{
    private const string Organizations = "/v1/organizations";

    [Fact]
    public async Task NewOrganization_HasKeysAndNamespacesOfItsOwn()
    {
        var made = await api.Client.AskAsync("POST", Organizations, """{"name":"Acme","budget":{"per_month_usd":1000}}""");
        var id = made.Text("id");
        var key = await api.Client.AskAsync(
            "POST", "/v1/keys", $$"""{"name":"admin","organization":"{{id}}","permissions":["inference","keys","namespaces"],"namespaces":["default"]}""");
        var wide = await api.Client.AskAsync("POST", "/v1/keys", $$"""{"name":"wide","organization":"{{id}}","permissions":["namespaces","keys"]}""");
        using var client = api.NewClient(key.Text("key"));
        using var administrator = api.NewClient(wide.Text("key"));
        var team = await administrator.AskAsync("POST", "/v1/namespaces", """{"name":"theirs"}""");

        Assert.Empty((await document.SchemaAsync("Organization")).Validate(JsonNode.Parse(made.ToString())));
        Assert.Equal(200, await client.StatusAsync("GET", "/v1/models"));
        Assert.Equal(id, team.Text("organization"));
        Assert.Equal(404, (await api.Client.FailAsync("GET", "/v1/namespaces/theirs")).Status);
        Assert.Equal("theirs", (await api.Client.AskAsync("GET", $"/v1/namespaces/{team.Text("id")}")).Text("name"));
        Assert.All((await administrator.AskAsync("GET", "/v1/keys?limit=100")).GetProperty("data").EnumerateArray(), entry => Assert.Equal(id, entry.Text("organization")));
        Assert.Equal(["organization"], (await administrator.FailAsync("POST", "/v1/keys", """{"name":"x","organization":"org_default","permissions":["keys"]}""")).Paths);
        Assert.Equal(["organization"], (await administrator.FailAsync("POST", "/v1/namespaces", """{"name":"x","organization":"org_default"}""")).Paths);
    }

    [Fact]
    public async Task Organization_CanBeChangedAndShown_TheDefaultOneToo()
    {
        var edited = await api.Client.AskAsync("PATCH", $"{Organizations}/org_default", """{"name":"Ours","limits":{"concurrency":500}}""");
        var shown = await api.Client.AskAsync("GET", $"{Organizations}/org_default");
        var all = await api.Client.AskAsync("GET", $"{Organizations}?limit=100");

        Assert.Equal("Ours", edited.Text("name"));
        Assert.Equal(500, shown.GetProperty("balances")[0].GetProperty("remaining").GetInt32());
        Assert.Empty((await document.SchemaAsync("OrganizationList")).Validate(JsonNode.Parse(all.ToString())));
        Assert.Single(all.GetProperty("data").EnumerateArray(), entry => entry.Text("id") == "org_default");
        Assert.Equal(404, (await api.Client.FailAsync("GET", $"{Organizations}/org_none")).Status);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"a","id":"org_mine"}""", "id")]
    [InlineData("""{"name":"a","budget":{"per_day_usd":-1}}""", "budget.per_day_usd")]
    public async Task WrongField_IsA400WithItsPath(string json, string path)
    {
        var problem = await api.Client.FailAsync("POST", Organizations, json);

        Assert.Equal((400, path), (problem.Status, Assert.Single(problem.Paths)));
    }
}
