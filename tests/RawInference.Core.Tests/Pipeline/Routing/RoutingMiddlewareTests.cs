using RawInference.Chat;
using RawInference.Embeddings;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Routing;

public sealed class RoutingMiddlewareTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task Body_BecomesTheRequestOfItsModelsOperation()
    {
        var chat = await _gateway.Client.SendAsync(Requests.Body("""{"provider": "first", "model": "chat", "inputs": {"prompts": ["hi"]}}"""));
        Assert.Equal("re: hi", Assert.IsType<ChatResponse>(chat).Text);

        var embedding = await _gateway.Client.SendAsync(Requests.Body("""{"provider": "first", "model": "embed", "inputs": {"text": "hi"}}"""));
        Assert.True(Assert.IsType<EmbeddingResponse>(embedding).Single);
    }

    [Fact]
    public async Task ParametersOfTheAlias_LieBeneathTheCallersOwn()
    {
        _gateway.Settings["Models:both:Parameters:temperature"] = "0.25";
        _gateway.Settings["Models:both:Parameters:seed"] = "7";
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi") with { Parameters = new ChatParameters { Seed = 8 } });
        var asked = _gateway.Connector.Calls.Single().Settings.Chat;
        Assert.Equal((0.25, 8), (asked.Temperature, asked.Seed));
    }

    [Fact]
    public async Task WarningsFromReadingTheRequest_EndUpInTheResponse()
    {
        var response = await _gateway.Client.SendAsync(Requests.Body(
            """{"provider": "first", "model": "chat", "inputs": {"prompts": ["hi"]}, "parameters": {"temprature": 1}, "enable_semantic_cache": true}"""));
        Assert.Equal(
            [(WarningCodes.FeatureUnavailable, "enable_semantic_cache"), (WarningCodes.UnknownParameter, "parameters.temprature")],
            response.Warnings.Select(warning => (warning.Code, warning.Path)));
    }

    [Fact]
    public async Task MistakesOfBodyAndInputs_AreRefusedTogether()
    {
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Body(
            """{"provider": "first", "model": "chat", "strict": 1, "inputs": {"prompts": []}, "parameters": {"temperature": "hot"}}""")));
        Assert.Equal(["strict", "inputs.prompts", "parameters.temperature"], failure.Problems.Select(problem => problem.Path));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
