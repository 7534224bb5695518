using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Embeddings;

namespace RawInference.Connectors.Tests.Google.Embeddings;

/// <summary>Of media, against the stand-in.</summary>
public class GoogleMediaEmbeddingContractTests(ContractServer server) : IClassFixture<ContractServer>
{
    [Fact]
    public async Task TextAndMedia_HaveOneVectorEach_InTheirOrder()
    {
        var all = await EmbedAsync(null, new TextContent("light"), EmbeddedMedia.Pixel, EmbeddedMedia.Recording, EmbeddedMedia.Video(seconds: 2));
        var alone = await EmbedAsync(null, EmbeddedMedia.Recording);

        Assert.Equal(4, all.Select(embedding => string.Join(",", embedding.Vector.ToArray())).Distinct().Count());
        Assert.Equal(alone[0].Vector.ToArray(), all[2].Vector.ToArray());
        Assert.Equal(3072, alone[0].Vector.Length);
    }

    [Fact]
    public async Task Dimensions_AreThoseAskedFor() => Assert.Equal(5, (await EmbedAsync(5, EmbeddedMedia.Pixel))[0].Vector.Length);

    [Fact]
    public async Task Usage_TellsMediaFromText()
    {
        var usage = EmbeddingResult.Of(await EmbedAsync(1, new TextContent("light"), EmbeddedMedia.Pixel, EmbeddedMedia.Recording))!.Usage!;

        // 32 tokens a second of sound, 258 a picture (ai.google.dev/gemini-api/docs/tokens).
        Assert.Equal((4, 258), (usage.AudioPrompt, usage.ImagePrompt));
        Assert.True(usage.Prompt > 4 + 258);
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(int? dimensions, params AIContent[] inputs)
    {
        using var generator = GoogleContractTarget.Connector.CreateMediaEmbeddingGenerator(GoogleContractTarget.Of(server.Address, "gemini-embedding-2"));
        return await generator.GenerateAsync(inputs, new EmbeddingGenerationOptions { Dimensions = dimensions });
    }
}
