namespace RawInference.AppHost.Tests;

public sealed class AppHostTests
{
    [Theory]
    [InlineData("Container")]
    [InlineData("Executable")]
    [InlineData("External")]
    public async Task EveryMode_GivesTheApiTheSameConnectionStrings(string mode)
    {
        await using var model = await AppHostModel.BuildAsync(
            $"--State:Mode={mode}",
            $"--Cache:Mode={mode}",
            "--ConnectionStrings:state=state.example:6379",
            "--ConnectionStrings:cache=cache.example:6379");

        var environment = await model.EnvironmentOfAsync("api");

        Assert.NotEmpty(environment["ConnectionStrings__state"]);
        Assert.NotEmpty(environment["ConnectionStrings__cache"]);
        Assert.NotEqual(environment["ConnectionStrings__state"], environment["ConnectionStrings__cache"]);
    }

    [Theory]
    [InlineData("Container")]
    [InlineData("Executable")]
    public async Task StateIsNeverEvicted_AndTheCacheMayBe(string mode)
    {
        await using var model = await AppHostModel.BuildAsync($"--State:Mode={mode}", $"--Cache:Mode={mode}");

        var state = await model.ArgumentsOfAsync("state");
        var cache = await model.ArgumentsOfAsync("cache");

        Assert.Contains("--appendonly yes", state, StringComparison.Ordinal);
        Assert.Contains("--maxmemory-policy noeviction", state, StringComparison.Ordinal);
        Assert.Contains("--maxmemory-policy allkeys-lru", cache, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyOfAProvider_IsHandedOver_WhereThereIsOne()
    {
        await using var with = await AppHostModel.BuildAsync("--Parameters:openai-api-key=key-of-a-test");
        await using var without = await AppHostModel.BuildAsync();

        Assert.Equal("key-of-a-test", (await with.EnvironmentOfAsync("api"))["RawInference__Providers__openai__ApiKey"]);
        Assert.DoesNotContain("RawInference__Providers__openai__ApiKey", (await without.EnvironmentOfAsync("api")).Keys);
        Assert.DoesNotContain(without.Resources, resource => resource.Name == "openai-api-key");
    }

    [Fact]
    public async Task QueriesOfUrls_StayOutOfTraces()
    {
        await using var model = await AppHostModel.BuildAsync();

        var environment = await model.EnvironmentOfAsync("api");

        Assert.Equal("false", environment["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"]);
        Assert.Equal("false", environment["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"]);
    }

    [Fact]
    public async Task UnknownMode_IsRefusedByName()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => AppHostModel.BuildAsync("--State:Mode=Cluster"));

        Assert.Contains("state:Mode 'Cluster'", exception.ToString(), StringComparison.Ordinal);
    }
}
