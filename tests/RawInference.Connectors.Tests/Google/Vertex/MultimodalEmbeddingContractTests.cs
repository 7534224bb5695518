using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.Google.Embeddings;
using RawInference.Core.Embeddings;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>The model of Vertex AI alone, against the stand-in: one input a call, and no usage.</summary>
public sealed class MultimodalEmbeddingContractTests(ContractServer server) : IClassFixture<ContractServer>, IAsyncLifetime
{
    private readonly ServiceAccountFile _account = new(server);
    private readonly List<InferenceWarning> _warnings = [];

    public ValueTask InitializeAsync() => _account.InitializeAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    public static TheoryData<string, int?, int> Inputs { get; } = new()
    {
        { "text", null, 1408 },
        { "text", 128, 128 },
        { "image", null, 1408 },
        { "image", 512, 512 },
        { "video", null, 1408 },
        { "video", 1408, 1408 },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Input_HasAVectorOfTheLength(string kind, int? dimensions, int expected)
    {
        var embedding = await EmbedAsync(InputOf(kind), dimensions);
        Assert.Equal(expected, embedding.Vector.Length);
        Assert.Equal(embedding.Vector.ToArray(), (await EmbedAsync(InputOf(kind), dimensions)).Vector.ToArray());
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task AccountWithAKeyOfTheGeminiApi_IsProvenOnVertexToo()
    {
        const string Path = "/vertex/v1/projects/p-1/locations/us-central1/publishers/google/models/multimodalembedding@001:predict";
        var before = await server.CountAsync(Path);
        Assert.Equal(1408, (await EmbedAsync(EmbeddedMedia.Pixel, null, "google")).Vector.Length);
        Assert.Equal(before + 1, await server.CountAsync(Path));
    }

    [Fact]
    public async Task VideoBeyondTheModelsBound_IsToldOf()
    {
        Assert.Equal(1408, (await EmbedAsync(EmbeddedMedia.Video(seconds: 200), null)).Vector.Length);
        Assert.Contains("120 s", Assert.Single(_warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut:1", InferenceErrorCode.StreamCut)]
    [InlineData("status:429", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("status:403", InferenceErrorCode.ProviderAccount)]
    public async Task AnswerThatFails_IsATypedError(string fault, InferenceErrorCode expected)
    {
        var target = GoogleContractTarget.OnVertex(server.Address, _account.Path, "multimodalembedding@001", fault);
        using var generator = GoogleContractTarget.Connector.CreateMediaEmbeddingGenerator(target);
        var error = await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync([EmbeddedMedia.Pixel]));
        Assert.Equal(expected, error.Code);
    }

    private static AIContent InputOf(string kind) => kind switch
    {
        "image" => EmbeddedMedia.Pixel,
        "video" => EmbeddedMedia.Video(seconds: 40),
        _ => new TextContent("light"),
    };

    private async Task<Embedding<float>> EmbedAsync(AIContent input, int? dimensions, string preset = "google-vertex")
    {
        var account = GoogleContractTarget.VertexAccount(GoogleContractTarget.Connector, server.Address, _account.Path, preset);
        using var generator = GoogleContractTarget.Connector.CreateMediaEmbeddingGenerator(
            VertexTarget.Model(preset == "google" ? account with { ApiKey = GoogleTarget.Key } : account, "multimodalembedding"));
        return Assert.Single(await generator.GenerateAsync([input], new EmbeddingCall(null, false, _warnings.Add).ToOptions(dimensions)));
    }
}
