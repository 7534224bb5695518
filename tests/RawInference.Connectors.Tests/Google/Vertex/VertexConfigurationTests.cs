using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RawInference.Core;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>How an account of Vertex AI is configured.</summary>
public class VertexConfigurationTests
{
    private static ServiceProvider Services(params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"RawInference:Providers:{setting.Setting}", (string?)setting.Value)))
            .Build());
        services.AddRawInference().AddConnectors();
        return services.BuildServiceProvider();
    }

    [Fact]
    public void ProjectAndLocation_AreEnough()
    {
        using var services = Services(("google-vertex:Project", "p"), ("google-vertex:Location", "global"));
        var account = services.GetRequiredService<ProviderDirectory>().Find("google-vertex")!;
        Assert.Equal(("p", "global", "gcp.vertex_ai"), (account.Project, account.Location, account.TelemetryName));
        Assert.Contains(services.GetRequiredService<ModelCatalog>().Models, target => target.ToString() == "google-vertex/gemini-embedding-2");
    }

    [Fact]
    public void WhatIsMissing_IsSaidAllAtOnce()
    {
        using var services = Services(("google-vertex:CredentialsFile", "/nowhere/key.json"));
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ProviderDirectory>);
        Assert.Equal(
            [
                "RawInference:Providers:google-vertex:Project: is missing; 'google-vertex' needs it.",
                "RawInference:Providers:google-vertex:Location: is missing; 'google-vertex' needs it.",
                "RawInference:Providers:google-vertex:CredentialsFile: there is no such file, or it may not be read.",
            ],
            error.Failures);
    }

    [Theory]
    [InlineData("Quirks:vertex_endpoint", "vertex.corp.test", "must be an absolute http or https URL, up to and with the version.")]
    [InlineData("ApiVersion", "v1", "is not read by 'google'; remove it.")]
    public void MistakeInAnAccount_IsNamed(string setting, string value, string problem)
    {
        using var services = Services(("google:ApiKey", "AIza-key"), ($"google:{setting}", value));
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ProviderDirectory>);
        Assert.Equal([$"RawInference:Providers:google:{setting}: {problem}"], error.Failures);
    }

    [Theory]
    [InlineData("Project", true)]
    [InlineData("Location", false)]
    public void ProjectOfTheGeminiApisAccount_ReplacesItsKey(string setting, bool valid)
    {
        using var services = Services(($"google:{setting}", "p"));
        Assert.Equal(valid, Record.Exception(services.GetRequiredService<ProviderDirectory>) is null);
    }
}
