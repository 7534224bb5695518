using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Api.Authentication;
using RawInference.Api.Tests.Admin;

namespace RawInference.Api.Tests.Authentication;

public sealed class PermissionTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public void EveryRoute_SaysWhatItWants_OrIsOpen() => Assert.All(
        api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(),
        route => Assert.True(
            route.Metadata.GetMetadata<IAllowAnonymous>() is not null ^ route.Metadata.GetMetadata<RequiredPermission>() is not null,
            route.RoutePattern.RawText));

    [Theory]
    [InlineData("inference", "GET", "/v1/models", null)]
    [InlineData("inference", "GET", "/v1/keys", "keys")]
    [InlineData("inference", "GET", "/v1/namespaces", "namespaces")]
    [InlineData("keys", "GET", "/v1/keys", null)]
    [InlineData("keys", "GET", "/v1/models", "inference")]
    [InlineData("keys", "POST", "/v1/inference", "inference")]
    [InlineData("keys", "GET", "/v1/organizations", "operator")]
    [InlineData("namespaces", "GET", "/v1/namespaces", null)]
    [InlineData("namespaces", "POST", "/v1/organizations", "operator")]
    public async Task KeyWithoutThePermission_IsA403ThatNamesIt(string permission, string method, string path, string? lacking)
    {
        var made = await api.Client.AskAsync("POST", "/v1/keys", $$"""{"name":"a","permissions":["{{permission}}"],"default_namespace":"default"}""");
        using var client = api.NewClient(made.Text("key"));
        using var response = await client.SendAsync(method, path, method == "POST" ? "{}" : null);

        Assert.Equal(lacking is null ? 200 : 403, (int)response.StatusCode);
        if (lacking is not null)
        {
            Assert.Contains($"'{lacking}'", (await Problem.ReadAsync(response)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AdminRoutes_NeedNoNamespace_WhereOthersDo()
    {
        var made = await api.Client.AskAsync("POST", "/v1/keys", """{"name":"a","permissions":["keys","inference"],"default_namespace":null}""");
        using var client = api.NewClient(made.Text("key"));

        Assert.Equal(200, await client.StatusAsync("GET", "/v1/keys"));
        Assert.Equal(400, await client.StatusAsync("GET", "/v1/models"));
    }
}
