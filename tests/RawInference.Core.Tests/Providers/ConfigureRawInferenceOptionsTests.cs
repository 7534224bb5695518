using Microsoft.Extensions.Configuration;
using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Core.Tests.Providers;

public sealed class ConfigureRawInferenceOptionsTests
{
    [Fact]
    public void EverySetting_IsRead()
    {
        var provider = Read(
            ("RawInference:Providers:mine:Connector", "fake"),
            ("RawInference:Providers:mine:Endpoint", "https://mine.test/v1"),
            ("RawInference:Providers:mine:ApiKey", "k"),
            ("RawInference:Providers:mine:Project", "p"),
            ("RawInference:Providers:mine:Location", "l"),
            ("RawInference:Providers:mine:CredentialsFile", "/c"),
            ("RawInference:Providers:mine:ApiVersion", "v"),
            ("RawInference:Providers:mine:Emulated", "True"),
            ("RawInference:Providers:mine:Deployments:gpt", "d"),
            ("RawInference:Providers:mine:Quirks:terse", "yes")).Providers["mine"];

        Assert.Equal(
            ("fake", "https://mine.test/v1", "k", "p", "l", "/c", "v", true),
            (provider.Connector, provider.Endpoint, provider.ApiKey, provider.Project, provider.Location, provider.CredentialsFile, provider.ApiVersion, provider.Emulated));
        Assert.Equal("d", provider.Deployments["gpt"]);
        Assert.Equal("yes", provider.Quirks["terse"]);
    }

    [Fact]
    public void EverySettingOfAnAlias_IsRead()
    {
        var alias = Read(
            ("RawInference:Models:fast:targets:0", "first/chat"),
            ("RawInference:Models:fast:Targets:1", "second/chat"),
            ("RawInference:Models:fast:Task", "chat"),
            ("RawInference:Models:fast:Parameters:temperature", "0.5"),
            ("RawInference:Models:fast:Cache:TtlSeconds", "60"),
            ("RawInference:Models:fast:Cache:Mode", "refresh"),
            ("RawInference:Models:fast:Cache:ImmutableUrls", "true")).Models["fast"];

        Assert.Equal(["first/chat", "second/chat"], alias.Targets);
        Assert.Equal("chat", alias.Task);
        Assert.Equal("""{"temperature":0.5}""", alias.Parameters!.Value.GetRawText());
        Assert.Equal(new CacheOptions(TimeSpan.FromSeconds(60), CacheMode.Refresh, true), alias.Cache);
    }

    [Fact]
    public void KeyInTheEnvironment_AddsItsProvider()
    {
        var options = Read(("FIRST_API_KEY", "env"), ("SECOND_API_KEY", ""));
        Assert.Equal("env", Assert.Single(options.Providers).Value.ApiKey);
    }

    [Theory]
    [InlineData("ApiKey", "own", "own")]
    [InlineData("ApiKey", "", "env")]
    [InlineData("Project", "p", "env")]
    [InlineData("Emulated", "true", null)]
    public void Configuration_WinsOverTheEnvironment(string setting, string value, string? key) =>
        Assert.Equal(key, Read(("FIRST_API_KEY", "env"), ($"RawInference:Providers:first:{setting}", value)).Providers["first"].ApiKey);

    [Fact]
    public void Names_KeepTheirCase() =>
        Assert.Equal(["Mine"], Read(("RawInference:Providers:Mine:Connector", "fake")).Providers.Keys);

    private static RawInferenceOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var options = new RawInferenceOptions();
        new ConfigureRawInferenceOptions(configuration, new ConnectorRegistry([new FakeConnector()])).Configure(options);
        Assert.Empty(options.Problems);
        return options;
    }
}
