using Microsoft.SemanticKernel.ChatCompletion;

namespace RawInference.Connectors.Tests.Google.Vertex;

public class VertexServerTests
{
    private const string Chat = """{"candidates":[{"content":{"parts":[{"text":"Hello"}]},"finishReason":"STOP"}]}""";

    [Theory]
    [InlineData("us-central1", null, "https://us-central1-aiplatform.googleapis.com/v1/projects/p-1/locations/us-central1/publishers/google/models/gemini-2.5-flash:generateContent")]
    [InlineData("global", null, "https://aiplatform.googleapis.com/v1/projects/p-1/locations/global/publishers/google/models/gemini-2.5-flash:generateContent")]
    [InlineData("eu", null, "https://aiplatform.eu.rep.googleapis.com/v1/projects/p-1/locations/eu/publishers/google/models/gemini-2.5-flash:generateContent")]
    [InlineData("a/b", "http://proxy.test/vertex/v1beta1", "http://proxy.test/vertex/v1beta1/projects/p-1/locations/a%2Fb/publishers/google/models/gemini-2.5-flash:generateContent")]
    public async Task Chat_IsAskedAtTheLocation(string location, string? endpoint, string expected)
    {
        var handler = new CannedHandler(Chat);
        var connector = VertexTarget.Connector(handler);
        var account = VertexTarget.Account(connector, apiKey: "ya29.x", location: location, endpoint: endpoint is null ? null : new Uri(endpoint));
        var answer = await connector.CreateChatService(VertexTarget.Model(account, "gemini-2.5-flash")).GetChatMessageContentAsync("Hi");

        Assert.Equal(("Hello", expected, "Bearer ya29.x"), (answer.Content, handler.Uri!.AbsoluteUri, handler.Headers["Authorization"]));
        Assert.DoesNotContain("x-goog-api-key", handler.Headers.Keys);
    }

    [Fact]
    public async Task ModelOfVertexAlone_IsAskedThereBesideAKeyOfTheGeminiApi()
    {
        using var google = new TokenServerHandler("""{"predictions":[{"textEmbedding":[1,2]}]}""");
        using var files = new CredentialFiles();
        var connector = VertexTarget.Connector(google);
        var account = VertexTarget.Account(connector, "google", apiKey: "AIza-key", credentialsFile: files.ServiceAccount());
        await connector.CreateEmbeddingGenerator(VertexTarget.Model(account, "multimodalembedding")).GenerateAsync(["a"]);

        var (uri, authorization, _, _) = Assert.Single(google.Calls);
        Assert.Equal("https://us-central1-aiplatform.googleapis.com/v1/projects/p-1/locations/us-central1/publishers/google/models/multimodalembedding@001:predict", uri.AbsoluteUri);
        Assert.Equal("Bearer token-1", authorization);
    }

    [Theory]
    [InlineData(null, "us-central1", "Project")]
    [InlineData("p", null, "Location")]
    public void ModelOfVertexAlone_SaysWhatItsAccountLacks(string? project, string? location, string setting)
    {
        var connector = VertexTarget.Connector(new CannedHandler("{}"));
        var account = VertexTarget.Account(connector, "google", apiKey: "AIza-key", project: project, location: location);
        var error = Assert.Throws<InferenceException>(() => connector.CreateMediaEmbeddingGenerator(VertexTarget.Model(account, "multimodalembedding")));
        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
        Assert.Contains($"RawInference:Providers:google:{setting} is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenBesideCredentials_IsRefused_NotPassedBy()
    {
        using var files = new CredentialFiles();
        var connector = VertexTarget.Connector(new CannedHandler("{}"));
        var account = VertexTarget.Account(connector, apiKey: "ya29.x", credentialsFile: files.ServiceAccount());
        var error = Assert.Throws<InferenceException>(() => connector.CreateChatService(VertexTarget.Model(account, "gemini-2.5-flash")));
        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
        Assert.Contains("RawInference:Providers:google-vertex has both ApiKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectWithoutAKey_IsToldWhereItsModelsAre()
    {
        var connector = VertexTarget.Connector(new CannedHandler("{}"));
        var target = VertexTarget.Model(VertexTarget.Account(connector, "google"), "gemini-2.5-flash");
        var error = Assert.Throws<InferenceException>(() => connector.CreateChatService(target));
        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
        Assert.Contains("google-vertex", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndpointOfVertex_IsTheQuirks()
    {
        using var google = new TokenServerHandler("""{"predictions":[{"textEmbedding":[1,2]}]}""");
        using var files = new CredentialFiles();
        var connector = VertexTarget.Connector(google);
        var account = VertexTarget.Account(
            connector, "google", apiKey: "AIza-key", credentialsFile: files.ServiceAccount(), vertexEndpoint: "https://vertex.corp.test/v1/");
        await connector.CreateEmbeddingGenerator(VertexTarget.Model(account, "multimodalembedding")).GenerateAsync(["a"]);

        Assert.Equal(
            "https://vertex.corp.test/v1/projects/p-1/locations/us-central1/publishers/google/models/multimodalembedding@001:predict",
            Assert.Single(google.Calls).Uri.AbsoluteUri);
    }
}
