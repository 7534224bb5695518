using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Providers;

namespace RawInference.Api.Tests.FirstRun;

public sealed class FirstRunTests
{
    [Fact]
    public async Task FirstStart_PrintsUrlKeyAndALineToPaste_ThatAnswers()
    {
        var data = Directory.CreateTempSubdirectory("first-run-").FullName;
        using var api = Start(data);
        try
        {
            var banner = await ReadBannerAsync(api);
            Assert.Contains("EMULATED", banner, StringComparison.Ordinal);
            Assert.Contains(File.ReadAllText(Path.Combine(data, "development-key")).Trim(), banner, StringComparison.Ordinal);

            var curl = banner[banner.IndexOf("curl ", StringComparison.Ordinal)..banner.IndexOf("Telemetry", StringComparison.Ordinal)];
            var run = await ProcessRun.OfAsync("bash", ["-c", curl], data);

            Assert.True(run.Exit == 0, run.Errors);
            Assert.Contains("\"outputs\"", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            api.Kill(entireProcessTree: true);
            await api.WaitForExitAsync(TestContext.Current.CancellationToken);
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task ProviderKeyInTheEnvironment_SwitchesToTheRealEndpoint()
    {
        await using var api = new ApiHost(("OPENAI_API_KEY", "sk-of-the-environment"));

        var provider = api.Services.GetRequiredService<ProviderDirectory>().Find("openai")!;

        Assert.False(provider.Emulated);
        Assert.Equal(new Uri("https://api.openai.com/v1"), provider.Endpoint);
        Assert.Equal("sk-of-the-environment", provider.ApiKey);
    }

    [Fact]
    public async Task ConfiguredEndpoint_IsLeftAlone()
    {
        await using var api = new ApiHost(
            ("RawInference:Providers:openai:Endpoint", "http://127.0.0.1:1/v1"),
            ("RawInference:Providers:openai:ApiKey", "mine"));

        var provider = api.Services.GetRequiredService<ProviderDirectory>().Find("openai")!;

        Assert.False(provider.Emulated);
        Assert.Equal(new Uri("http://127.0.0.1:1/v1"), provider.Endpoint);
    }

    private static Process Start(string data)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(Program).Assembly.Location, "--urls=http://127.0.0.1:0", $"--RawInference:State:DataPath={data}", "--RawInference:Emulator:Url=http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(Repository.Root, "RawInference.Api"),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["OPENAI_API_KEY"] = "";
        return Process.Start(start)!;
    }

    private static async Task<string> ReadBannerAsync(Process process)
    {
        var banner = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            banner.AppendLine(line);
            if (line.StartsWith("Telemetry", StringComparison.Ordinal))
            {
                return banner.ToString();
            }
        }

        throw new InvalidOperationException($"The Api ended before it was ready:\n{banner}");
    }
}
