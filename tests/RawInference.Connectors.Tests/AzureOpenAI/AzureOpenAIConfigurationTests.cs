using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RawInference.Core;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.AzureOpenAI;

public class AzureOpenAIConfigurationTests
{
    private static ServiceProvider ServicesOf(params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create($"RawInference:Providers:{pair.Setting}", (string?)pair.Value)))
            .Build());
        services.AddRawInference().AddConnectors();
        return services.BuildServiceProvider();
    }

    private static string[] ProblemsOf(params (string Setting, string Value)[] settings)
    {
        using var services = ServicesOf(settings);
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<RawInferenceOptions>>().Value);
        return [.. error.Failures];
    }

    [Theory]
    [InlineData("azure-openai:ApiKey", "k", "azure-openai:Endpoint: is missing; it is the resource's own")]
    [InlineData("mine:Connector", "azure-openai", "mine:Endpoint: is missing; it is the resource's own")]
    [InlineData("azure-openai:Endpoint", "https://c.openai.azure.test/openai/v1/", "azure-openai:Endpoint: must be the resource alone")]
    [InlineData("azure-openai:Endpoint", "https://c.openai.azure.test/openai", "azure-openai:Endpoint: must be the resource alone")]
    [InlineData("azure-openai:Endpoint", "https://c.openai.azure.test/openai/deployments/x", "azure-openai:Endpoint: must be the resource alone")]
    public void WrongEndpoint_IsToldWithItsCure(string setting, string value, string problem) =>
        Assert.StartsWith("RawInference:Providers:" + problem, Assert.Single(ProblemsOf((setting, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("ApiVersion", "2024-10", "ApiVersion: must be a date")]
    [InlineData("Project", "p", "Project: is not read by 'azure-openai'")]
    public void WrongSetting_IsToldWithItsCure(string setting, string value, string problem) => Assert.StartsWith(
        $"RawInference:Providers:azure-openai:{problem}",
        Assert.Single(ProblemsOf(("azure-openai:Endpoint", "https://c.openai.azure.test"), ($"azure-openai:{setting}", value))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ApiVersion")]
    [InlineData("Deployments:m")]
    public void SettingOfAnotherConnector_IsNotSilentlyWithoutEffect(string setting) => Assert.StartsWith(
        $"RawInference:Providers:mine:{setting.Split(':')[0]}: is not read by 'openai'",
        Assert.Single(ProblemsOf(("mine:Connector", "openai"), ("mine:Endpoint", "https://a.test/v1"), ($"mine:{setting}", "x"))),
        StringComparison.Ordinal);

    [Fact]
    public void Account_HasTheCardsWithoutTheirPrices()
    {
        using var services = ServicesOf(
            ("azure-openai:Endpoint", "https://c.openai.azure.test/"),
            ("azure-openai:ApiVersion", "2025-04-01-preview"),
            ("azure-openai:Deployments:gpt-4o", "prod"),
            ("europe:Preset", "azure-openai"),
            ("europe:Endpoint", "https://e.openai.azure.test"));
        var models = services.GetRequiredService<ModelCatalog>().Models.ToArray();

        foreach (var account in new[] { "azure-openai", "europe" })
        {
            var target = models.Single(target => target.Account.Name == account && target.Model == "gpt-4o");
            Assert.Equal(("azure-openai", "azure.ai.openai"), (target.Account.Connector.Name, target.Account.TelemetryName));
            Assert.True(target.Capabilities is { Known: true, MaxOutputTokens: 16384 });
        }

        Assert.All(models, target => Assert.Null(target.Card!.Price));
        Assert.Equal(
            [Operations.Transcription, Operations.Speech, Operations.Speech, Operations.Chat],
            new[] { "whisper", "tts", "tts-hd", "gpt-35-turbo" }.Select(name =>
                models.First(target => target.Account.Name == "europe" && target.Model == name).Card!.Operations[0]));
    }
}
