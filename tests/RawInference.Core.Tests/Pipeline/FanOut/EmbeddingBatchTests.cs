using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Pipeline.FanOut;

/// <summary>Embeddings of more texts than one upstream call takes.</summary>
public sealed class EmbeddingBatchTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new(new FakeConnector
    {
        Models = [FakeModels.Embed("first"), FakeModels.Embed("second") with { MaxBatch = 100 }],
    });

    public EmbeddingBatchTests()
    {
        _gateway.Settings["Models:vectors:Targets:0"] = "first/embed";
        _gateway.Settings["Models:vectors:Targets:1"] = "second/embed";
    }

    [Fact]
    public async Task FiveThousandTexts_AreThreeBatchesMergedInOrder()
    {
        var texts = Texts(5_000);
        var response = await _gateway.Client.SendAsync(Requests.Embedding("first/embed", texts));

        Assert.Equal([904, 2_048, 2_048], _gateway.Connector.Calls.Select(call => call.Texts.Count).Order());
        Assert.Equal(texts.Select(text => (float)text.Length), response.Vectors.Select(vector => vector.Span[0]));
        Assert.Equal(new TokenUsage { Prompt = 5_000, Completion = 0 }, response.Usage);
        Assert.Equal(0.005m, response.CostUsd);
        Assert.Equal([0, 1, 2], response.Attempts.Select(attempt => attempt.Part!.Value).Order());
        Assert.Single(_gateway.Ledger.Records);
    }

    [Fact]
    public async Task PartsNeverComeFromTwoModels()
    {
        _gateway.Connector.Embed = call => call is { Provider: "first", Texts.Count: 904 }
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Vectors(call.Texts));

        var texts = Texts(5_000);
        var response = await _gateway.Client.SendAsync(Requests.Embedding("vectors", texts));

        Assert.Equal("second", response.Provider);
        Assert.Equal(texts.Select(text => (float)text.Length), response.Vectors.Select(vector => vector.Span[0]));
        Assert.Equal(5_000, _gateway.Connector.Calls.Where(call => call.Provider == "second").Sum(call => call.Texts.Count));
    }

    [Fact]
    public async Task BatchThatOnlyTheFallbackMustSplit_IsSplitThere()
    {
        _gateway.Connector.Embed = call => call.Provider == "first"
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Vectors(call.Texts));

        var response = await _gateway.Client.SendAsync(Requests.Embedding("vectors", Texts(250)));

        Assert.Equal(250, response.Vectors.Count);
        Assert.Equal([250, 50, 100, 100], _gateway.Connector.Calls.OrderBy(call => call.Provider).ThenBy(call => call.Texts.Count).Select(call => call.Texts.Count));
        Assert.Null(response.Attempts[0].Part);
        Assert.Equal([0, 1, 2], response.Attempts.Skip(1).Select(attempt => attempt.Part!.Value).Order());
    }

    [Fact]
    public async Task RefusalOfOnePart_IsNotTriedElsewhere()
    {
        _gateway.Connector.Embed = call => throw FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400);
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Embedding("vectors", Texts(5_000))));
        Assert.Equal(InferenceErrorCode.ProviderRefused, failure.Code);
        Assert.All(_gateway.Connector.Calls, call => Assert.Equal("first", call.Provider));
    }

    [Fact]
    public async Task MostTellingFailureOfAllTargets_IsReported()
    {
        _gateway.Connector.Embed = call => throw FakeAnswers.Failure(
            call.Provider == "first" ? InferenceErrorCode.ProviderRateLimited : InferenceErrorCode.ProviderUnreachable);
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Embedding("vectors", Texts(5_000))));
        Assert.Equal(InferenceErrorCode.ProviderRateLimited, failure.Code);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    /// <summary>Neighbours differ in length, so that a vector in the wrong place shows.</summary>
    private static string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(index => new string('x', 1 + (index % 97)))];
}
