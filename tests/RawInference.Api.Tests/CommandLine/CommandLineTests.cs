using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Api.Tests.Admin;
using RawInference.State;

namespace RawInference.Api.Tests.CommandLine;

/// <summary>Commands as processes of their own, beside a server on the same data folder.</summary>
public sealed class CommandLineTests(ApiHost api) : IClassFixture<ApiHost>
{
    /// <summary>A guard against hanging, far above the second that a change may take.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task KeyOfTheCommandLine_IsTakenByTheServer_UntilTheCommandLineRevokesIt()
    {
        var created = await RunAsync(
            "keys", "create", "--name", "ci", "--namespace", "default", "--permission", "inference", "--model=openai/gpt-4o-mini", "--rpm", "60", "--day-usd", "1.5", "--json");
        Assert.True(created.Exit == 0, created.Errors);
        var key = JsonSerializer.Deserialize<JsonElement>(created.Output);
        using var client = api.NewClient(key.Text("key"));
        Assert.Equal(200, await client.StatusAsync("GET", "/v1/models"));
        Assert.Equal(60, key.GetProperty("limits").GetProperty("requests_per_minute").GetInt32());
        Assert.Equal(1.5m, key.GetProperty("budget").GetProperty("per_day_usd").GetDecimal());
        Assert.Equal(JsonValueKind.Null, key.GetProperty("created_by").ValueKind);

        var revoked = await RunAsync("keys", "revoke", key.Text("id"));
        Assert.True(revoked.Exit == 0, revoked.Errors);
        Assert.Contains("revoked", revoked.Output, StringComparison.Ordinal);
        await RefusedAsync(client);
    }

    [Fact]
    public async Task KeysOfTheServer_AreListedShownAndRotated_WithoutTheirSecrets()
    {
        var made = await api.Client.AskAsync("POST", "/v1/keys", """{"name":"served","default_namespace":"default"}""");
        var listed = await RunAsync("keys", "list");
        var shown = await RunAsync("keys", "show", made.Text("id"));
        var rotated = await RunAsync("keys", "rotate", made.Text("id"), "--grace", "600", "--json");

        Assert.Contains($"{made.Text("id")}   active", listed.Output, StringComparison.Ordinal);
        Assert.Contains("served", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Text("key"), listed.Output + shown.Output, StringComparison.Ordinal);
        using var client = api.NewClient(JsonSerializer.Deserialize<JsonElement>(rotated.Output).Text("key"));
        using var guard = new CancellationTokenSource(HangGuard);
        while (await client.StatusAsync("GET", "/v1/models") != 200)
        {
            await Task.Delay(100, guard.Token);
        }
    }

    [Fact]
    public async Task NamespaceOfTheCommandLine_IsTheServersToo()
    {
        var created = await RunAsync("namespaces", "create", "--name", "typed", "--tpm", "1000");
        var listed = await RunAsync("namespaces", "list", "--json");

        Assert.True(created.Exit == 0, created.Errors);
        Assert.Contains(JsonSerializer.Deserialize<JsonElement>(listed.Output).EnumerateArray(), entry => entry.Text("name") == "typed");
        Assert.Equal("typed", (await api.Client.AskAsync("GET", "/v1/namespaces/typed")).Text("name"));
    }

    [Theory]
    [InlineData(2, "limits.requests_per_minute: must be a whole number", "keys", "create", "--name", "a", "--rpm", "many")]
    [InlineData(2, "name: is missing.", "keys", "create")]
    [InlineData(2, "'--naem' is not an option", "keys", "create", "--naem", "a")]
    [InlineData(2, "id is missing", "keys", "show")]
    [InlineData(2, "no such command", "keys", "destroy")]
    [InlineData(1, "no such key", "keys", "revoke", "000000000000")]
    public async Task MistakeIsToldOnStandardError(int exit, string error, params string[] command)
    {
        var run = await RunAsync(command);

        Assert.Equal(exit, run.Exit);
        Assert.Empty(run.Output);
        Assert.Contains(error, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstRun_WhoseAliasesNameEmulatedProviders_MakesAKeyAllTheSame()
    {
        var run = await RunAsync(
            "keys", "create", "--name", "first", "--model", "assistant", $"--contentRoot={Path.Combine(Repository.Root, "RawInference.Api")}");

        Assert.True(run.Exit == 0, run.Errors);
        Assert.Contains("sk_", run.Output, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(HttpClient client)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        while (await client.StatusAsync("GET", "/v1/models") != 401)
        {
            await Task.Delay(100, guard.Token);
        }
    }

    private Task<ProcessRun> RunAsync(params string[] command)
    {
        var folder = api.Services.GetRequiredService<DataFolder>().Path;
        return ProcessRun.OfAsync(
            "dotnet",
            [typeof(Program).Assembly.Location, .. command, $"--RawInference:State:DataPath={folder}"],
            folder,
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("OPENAI_API_KEY", ""));
    }
}
