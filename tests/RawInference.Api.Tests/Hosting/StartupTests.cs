namespace RawInference.Api.Tests.Hosting;

/// <summary>What a start says and refuses, seen as a process.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("startup-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Production_RefusesWhatIsForDevelopment_AllAtOnceWithItsPath()
    {
        var run = await RunAsync(
            "Production",
            "--RawInference:Providers:fake:Connector=openai",
            "--RawInference:Providers:fake:Endpoint=http://127.0.0.1:1/v1",
            "--RawInference:Providers:fake:Emulated=true",
            "--RawInference:Keys:UseDevelopmentKey=true",
            "--RawInference:Media:AllowedOrigins:0=http://127.0.0.1:1");

        Assert.Equal(1, run.Exit);
        Assert.Contains("RawInference:Providers:fake:Emulated:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Keys:UseDevelopmentKey:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Keys:Pepper:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Keys:Bootstrap:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Media:AllowedOrigins[0]:", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryMistake_IsToldAtOnceWithItsPath()
    {
        var run = await RunAsync(
            "Development",
            "--RawInference:Providers:acme:Endpoint=nonsense",
            "--RawInference:Models:fast:Targets:0=nobody/x",
            "--RawInference:Namespaces:0=NOT VALID",
            "--RawInference:Api:MaxBodyBytes=3");

        Assert.Equal(1, run.Exit);
        Assert.Contains("RawInference:Providers:acme:Connector:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Providers:acme:Endpoint:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Models:fast:Targets[0]: provider 'nobody' is not configured", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Namespaces[0]", run.Errors, StringComparison.Ordinal);
        Assert.Contains("MaxBodyBytes", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingThatNobodyReads_AndValueOfAWrongType_AreToldWithTheirPaths()
    {
        var run = await RunAsync(
            "Development",
            "--RawInference:Provders:acme:Connector=openai",
            "--RawInference:Media:AllwaysFetch=true",
            "--RawInference:FanOut:MaxParallel=many",
            "--RawInference:Models:fast:Targets:0=openai/gpt-4o-mini",
            "--RawInference:Models:fast:Parameters:temprature=1",
            "--RawInference:Models:fast:Parameters:top_p=9");

        Assert.Equal(1, run.Exit);
        Assert.Contains("RawInference:Provders: is not a setting", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Media:AllwaysFetch: is not a setting", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:FanOut:MaxParallel", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Models:fast:Parameters:temprature: is not a parameter", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Models:fast:Parameters:top_p: must be a number from 0 to 1", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingOfAStandInThatNobodyReads_IsToldWithItsPath()
    {
        var run = await RunAsync(
            "Development", "--RawInference:Emulator:Providers:google:Porject=p", "--RawInference:Emulator:Providers:acme=/v1");

        Assert.Equal(1, run.Exit);
        Assert.Contains("RawInference:Emulator:Providers:google:Porject: is not a setting; there are Path,", run.Errors, StringComparison.Ordinal);
        Assert.Contains("RawInference:Emulator:Providers:acme: must be an object with Path,", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmulatorThatOthersCouldReach_IsRefused()
    {
        var run = await RunAsync("Development", "--RawInference:Emulator:Url=http://0.0.0.0:5081");

        Assert.Equal(1, run.Exit);
        Assert.Contains("RawInference:Emulator:Url: must be an http URL on loopback", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysNew_PrintsAKeyAndItsHash()
    {
        var run = await RunAsync("Development", "keys", "new", "test");

        Assert.True(run.Exit == 0, run.Errors);
        var key = LineOf(run.Output, "Key");
        var hash = LineOf(run.Output, "Hash").Split('=')[1].Trim();
        var pepper = (await File.ReadAllTextAsync(Path.Combine(_data, "pepper"), TestContext.Current.CancellationToken)).Trim();
        Assert.StartsWith("sk_test_", key, StringComparison.Ordinal);
        Assert.Equal(new RawInference.State.Keys.KeyHasher(pepper).HashText(key), hash);
    }

    private static string LineOf(string output, string word) =>
        output.Split('\n').Single(line => line.StartsWith(word, StringComparison.Ordinal))[word.Length..].Trim();

    private Task<ProcessRun> RunAsync(string environment, params string[] args) => ProcessRun.OfAsync(
        "dotnet",
        [
            typeof(Program).Assembly.Location,
            .. args,
            $"--RawInference:State:DataPath={_data}",
            "--urls=http://127.0.0.1:0",
        ],
        _data,
        ("ASPNETCORE_ENVIRONMENT", environment),
        ("RawInference__Emulator__Url", "http://127.0.0.1:0"));
}
