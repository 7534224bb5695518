using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Core.Tests.Providers;

public sealed class ProviderDirectoryTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new(new FakeConnector
    {
        Presets =
        [
            FakeModels.Preset("first") with { TelemetryName = "first.ai", Quirks = new Dictionary<string, string> { ["terse"] = "no" } },
            FakeModels.Preset("second"),
        ],
    });

    private ProviderDirectory Directory => _gateway.Service<ProviderDirectory>();

    [Fact]
    public void WhatIsNotConfigured_ComesFromThePreset()
    {
        var account = Directory.Find("first")!;
        Assert.Equal(new Uri("https://first.test/v1"), account.Endpoint);
        Assert.Equal(("fake", "first.ai", "first", "secret-first"), (account.Connector.Name, account.TelemetryName, account.Catalogue, account.ApiKey));
        Assert.Equal("no", account.Quirks["terse"]);
        Assert.False(account.Emulated);
    }

    [Fact]
    public void Configuration_WinsOverThePreset()
    {
        _gateway.Settings["Providers:first:Endpoint"] = "https://proxy.test/openai/";
        _gateway.Settings["Providers:first:Quirks:terse"] = "yes";
        _gateway.Settings["Providers:first:ApiKey"] = "";
        var account = Directory.Find("first")!;
        Assert.Equal("https://proxy.test/openai", account.Endpoint?.ToString());
        Assert.Equal("yes", account.Quirks["terse"]);
        Assert.Null(account.ApiKey);
    }

    [Fact]
    public void ProviderWithoutAPreset_HasItsOwnNameAndNoCatalogue()
    {
        _gateway.Settings["Providers:mine:Connector"] = "fake";
        _gateway.Settings["Providers:mine:Endpoint"] = "https://mine.test";
        var account = Directory.Find("mine")!;
        Assert.Equal(("mine", null), (account.TelemetryName, account.Catalogue));
    }

    [Fact]
    public void Accounts_AreListedByNameAndFoundByTheirExactName()
    {
        Assert.Equal(["first", "second"], Directory.All.Select(account => account.Name));
        Assert.Null(Directory.Find("First"));
    }

    [Fact]
    public void Account_DoesNotLeakItsKeyByBeingPrinted()
    {
        var target = _gateway.Catalog.Models.First();
        Assert.DoesNotContain("secret", $"{Directory.Find("first")} {target} {target.Capabilities}", StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
