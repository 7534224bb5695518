using Microsoft.Extensions.AI;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What every embedding connector does, ours and others.</summary>
public abstract class EmbeddingConnectorContract(ContractServer server) : IClassFixture<ContractServer>
{
    protected Uri Server => server.Address;

    /// <summary>Whether the provider counts what it embedded.</summary>
    protected virtual bool HasUsage => true;

    protected abstract IEmbeddingGenerator<string, Embedding<float>> CreateGenerator();

    [Fact]
    public async Task Texts_HaveOneVectorEach_InTheirOrder()
    {
        using var generator = CreateGenerator();
        var all = await generator.GenerateAsync(["one", "two", "three"]);
        var alone = await generator.GenerateAsync(["three"]);

        Assert.Equal(3, all.Count);
        Assert.Equal(alone[0].Vector.ToArray(), all[2].Vector.ToArray());
        Assert.NotEqual(all[0].Vector.ToArray(), all[1].Vector.ToArray());
        Assert.Equal(HasUsage, all.Usage is { InputTokenCount: > 0 });
    }

    [Fact]
    public async Task Dimensions_AreThoseAskedFor()
    {
        using var generator = CreateGenerator();
        var vectors = await generator.GenerateAsync(["one"], new EmbeddingGenerationOptions { Dimensions = 3 });
        Assert.Equal(3, vectors[0].Vector.Length);
    }
}
