using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using RawInference.Core;
using RawInference.Emulator;

namespace RawInference.Api.Tests;

/// <summary>The pipeline in an agent's own process, without a server: what the README shows.</summary>
public sealed class InProcessTests
{
    [Fact]
    public async Task Kernel_AsksAModelThroughThePlugin()
    {
        await using var provider = EmulatorHost.Start("http://127.0.0.1:0");
        var data = Directory.CreateTempSubdirectory("in-process-").FullName;
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["RawInference:Providers:openai:Endpoint"] = $"{provider.Addresses[0].GetLeftPart(UriPartial.Authority)}/v1",
            ["RawInference:Providers:openai:ApiKey"] = "key",
        }).Build());
        builder.Services.AddLogging();
        builder.Services.AddRawInference().AddConnectors().AddLocalState(data, production: false);
        builder.AddRawInferencePlugin();
        var kernel = builder.Build();

        var answer = await kernel.InvokeAsync<string>(
            "raw_inference",
            "chat",
            new KernelArguments { ["model"] = "openai/gpt-4o-mini", ["prompt"] = "Say hello" },
            TestContext.Current.CancellationToken);

        Assert.Contains("hello", answer, StringComparison.OrdinalIgnoreCase);
        Directory.Delete(data, recursive: true);
    }
}
