namespace RawInference.Client.Tests;

public class ModelSelectorTests
{
    [Theory]
    [InlineData("acme/m", "acme", "m", null)]
    [InlineData("acme/vendor/m:free", "acme", "vendor/m:free", null)]
    [InlineData("fast", null, null, "fast")]
    [InlineData("/m", null, null, "/m")]
    [InlineData("acme/", null, null, "acme/")]
    public void Slug_IsAProviderWithItsModel_OrAnAlias(string slug, string? provider, string? model, string? alias)
    {
        var selector = ModelSelector.Parse(slug);

        Assert.Equal((provider, model, alias), (selector.Provider, selector.Model, selector.Alias));
        Assert.Equal(slug, selector.ToString());
    }

    [Fact]
    public void EmptyParts_AreNoSelector()
    {
        Assert.Throws<ArgumentException>(() => ModelSelector.Parse(""));
        Assert.Throws<ArgumentException>(() => ModelSelector.Of("", "m"));
        Assert.Throws<ArgumentException>(() => ModelSelector.Of("acme", ""));
        Assert.Throws<ArgumentException>(() => ModelSelector.OfAlias(""));
    }

    [Fact]
    public void SlugAndPair_AreTheSameSelector() => Assert.Equal(ModelSelector.Of("acme", "a/b"), ModelSelector.Parse("acme/a/b"));
}
