using Microsoft.Extensions.AI;
using RawInference.Core.Embeddings;
using RawInference.Embeddings;
using RawInference.Media;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Embeddings;

public sealed class EmbeddingHandlerTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();
    private readonly EmbeddingRequest _request = Requests.Embedding("first/embed", "a", "bcd");

    [Fact]
    public async Task Texts_BecomeVectorsInTheirOrder()
    {
        var response = await _gateway.Client.SendAsync(_request with { Parameters = new EmbeddingParameters { Dimensions = 2 } });

        var call = _gateway.Connector.Calls.Single();
        Assert.Equal(["a", "bcd"], call.Texts);
        Assert.Equal(2, call.Dimensions);
        Assert.Equal([1f, 3f], response.Vectors.Select(vector => vector.Span[0]));
        Assert.Equal(2, response.Dimensions);
        Assert.False(response.Single);
        Assert.Equal(new TokenUsage { Prompt = 2, Completion = 0 }, response.Usage);
    }

    [Fact]
    public async Task WrongNumberOfVectors_IsAnInvalidAnswer()
    {
        _gateway.Connector.Embed = _ => Task.FromResult(FakeAnswers.Vectors(["one"]));
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(_request));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, failure.Code);
    }

    [Fact]
    public async Task VectorWithoutANumber_IsAnInvalidAnswer()
    {
        _gateway.Connector.Embed = _ => Task.FromResult(new GeneratedEmbeddings<Embedding<float>>([new(new[] { 1f }), new(default(ReadOnlyMemory<float>))]));
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(_request));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, failure.Code);
    }

    [Fact]
    public async Task WhatTheGeneratorSaysBesides_IsKept()
    {
        _gateway.Connector.Embed = call =>
        {
            var vectors = FakeAnswers.Vectors(call.Texts);
            new EmbeddingResult("embed-2", null, Requests.Json("{}")).AttachTo(vectors);
            call.Embedding!.OnWarning!(new InferenceWarning(WarningCodes.ProviderNotice, null, "note"));
            return Task.FromResult(vectors);
        };

        var response = await _gateway.Client.SendAsync(_request with { ProviderOptions = Requests.Json("""{"user":"u"}""") });

        Assert.Equal("embed-2", response.Model);
        Assert.Null(response.Usage);
        Assert.Null(response.CostUsd);
        Assert.Single(response.Raw);
        Assert.Single(response.Warnings);
        Assert.Equal("""{"user":"u"}""", _gateway.Connector.Calls.Single().Embedding!.ProviderOptions!.Value.GetRawText());
    }

    [Fact]
    public async Task MediumForATextModel_IsRefused()
    {
        var image = new MediaContent { Kind = MediaKind.Image, Path = "inputs.image_base64", Base64 = "AAAA" };
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(_request with { Inputs = [EmbeddingInput.Of(image)] }));
        Assert.Equal("inputs.image_base64", Assert.Single(failure.Problems).Path);
        Assert.Empty(_gateway.Connector.Calls);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
