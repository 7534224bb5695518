using System.Collections.Frozen;
using RawInference.Core.Identity;
using RawInference.Core.Providers;
using RawInference.Media;
using RawInference.Testing;

namespace RawInference.Core.Tests.Providers;

public sealed class ProviderCatalogTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new(new FakeConnector
    {
        Presets =
        [
            FakeModels.Preset("first"),
            FakeModels.Preset("second") with { Operations = ["chat"] },
            FakeModels.Preset("third") with { Operations = ["image", "chat"] },
            FakeModels.Preset("local") with { KeyVariable = null },
        ],
        Models =
        [
            .. FakeModels.Of("first"),
            FakeModels.Chat("first", "hears") with { Operations = ["chat", "transcription"], Inputs = [MediaKind.Audio] },
            .. FakeModels.Of("second"),
            FakeModels.Chat("third"),
        ],
    });

    private ProviderCatalog Catalog => _gateway.Service<ProviderCatalog>();

    [Fact]
    public void Provider_IsListedWithWhatItsModelsCan()
    {
        var first = Catalog.ConfiguredFor(KeyGrant.Everything).First();

        Assert.Equal(("first", 6, ProviderStatus.Unknown), (first.Account.Name, first.Models, first.Health.Status));
        Assert.Equal(["chat", "embedding", "image", "speech", "transcription"], first.Operations);
        Assert.Equal(
            ["chat Image Audio 2", "embedding  1", "image Image 1", "speech  1", "transcription Audio 2"],
            first.Capabilities.Select(capability => $"{capability.Operation} {string.Join(' ', capability.Inputs)} {capability.Models}"));
    }

    [Fact]
    public void ProviderThatOffersLess_HasLess()
    {
        var second = Catalog.ConfiguredFor(KeyGrant.Everything).Last();

        Assert.Equal(["chat"], second.Operations);
        Assert.Equal(["chat"], second.Capabilities.Select(capability => capability.Operation));
    }

    [Fact]
    public void AccountOfAWellKnownProvider_HasItsKeyVariable_WhateverItsName()
    {
        _gateway.Settings["Providers:mine:Preset"] = "first";
        _gateway.Settings["Providers:mine:ApiKey"] = "k";
        _gateway.Settings["Providers:other:Connector"] = "fake";
        _gateway.Settings["Providers:other:Endpoint"] = "https://other.test";
        var providers = Catalog.ConfiguredFor(KeyGrant.Everything).ToDictionary(provider => provider.Account.Name);

        Assert.Equal(("FIRST_API_KEY", 6), (providers["mine"].KeyVariable, providers["mine"].Models));
        Assert.Equal((null, 0), (providers["other"].KeyVariable, providers["other"].Models));
    }

    [Fact]
    public void PresetThatIsNotConfigured_IsOffered() => Assert.Equal(
        ["local chat,embedding,image,speech,transcription 0", "third chat,image 1"],
        Catalog.OfferedFor(KeyGrant.Everything).Select(offered => $"{offered.Preset.Name} {string.Join(',', offered.Operations)} {offered.Models}"));

    [Theory]
    [InlineData("first", null, "first")]
    [InlineData("third", null, "")]
    [InlineData(null, "second/chat", "second")]
    [InlineData(null, "second/unheard-of", "second")]
    [InlineData(null, "both", "first,second")]
    [InlineData("first", "both", "first")]
    [InlineData(null, "nothing", "")]
    [InlineData(null, "secondary/chat", "")]
    public void Key_SeesTheProvidersThatItMayUse(string? provider, string? model, string names)
    {
        var grant = new KeyGrant { Providers = Set(provider), Models = Set(model) };

        Assert.Equal(names, string.Join(',', Catalog.NamesFor(grant)));
        Assert.Equal(names, string.Join(',', Catalog.ConfiguredFor(grant).Select(configured => configured.Account.Name)));
    }

    [Fact]
    public void Key_SeesNoMoreThanItsModelsAndOperations()
    {
        var models = Catalog.ConfiguredFor(new KeyGrant { Models = Set("first/chat") }).Single();
        var operations = Catalog.ConfiguredFor(new KeyGrant { Operations = Set("image") }).First();

        Assert.Equal((1, "chat"), (models.Models, Assert.Single(models.Capabilities).Operation));
        Assert.Equal(("image", "image"), (Assert.Single(operations.Operations), Assert.Single(operations.Capabilities).Operation));
        Assert.Equal(["third"], Catalog.OfferedFor(new KeyGrant { Providers = Set("third") }).Select(offered => offered.Preset.Name));
        Assert.Empty(Catalog.OfferedFor(new KeyGrant { Models = Set("first/chat") }));
    }

    [Fact]
    public void Listing_PrintsNoKey() =>
        Assert.DoesNotContain("secret", string.Join(' ', Catalog.ConfiguredFor(KeyGrant.Everything)), StringComparison.Ordinal);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static FrozenSet<string>? Set(string? word) => word is null ? null : new[] { word }.ToFrozenSet();
}
