using System.Net;
using Azure.Core;
using Azure.Identity;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Images;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;
using RawInference.Media;
using RawInference.Speech;
using RawInference.Transcription;

namespace RawInference.Connectors.Tests.AzureOpenAI;

public class AzureOpenAIWireTests
{
    private const string Chat = """{"model":"gpt-4o-2024-11-20","choices":[{"finish_reason":"stop","message":{"content":"Hello"}}]}""";

    private const string Resource = "https://contoso.openai.azure.test/openai/";

    private static async Task<ChatResult> ChatAsync(
        CannedHandler handler, string model, string? apiVersion = null, string? apiKey = AzureOpenAITarget.Key, TokenCredential? credential = null)
    {
        var connector = AzureOpenAITarget.Connector(handler, credential);
        var target = AzureOpenAITarget.Of(connector, model, apiVersion, apiKey, ("gpt-4o", "prod 4o"), ("gpt-5-pro", "pro"));
        var content = await connector.CreateChatService(target).GetChatMessageContentAsync(ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Hi")]));
        return Assert.IsType<ChatResult>(content.InnerContent);
    }

    [Theory]
    [InlineData(null, "v1/chat/completions")]
    [InlineData("preview", "v1/chat/completions?api-version=preview")]
    [InlineData("2024-10-21", "deployments/prod%204o/chat/completions?api-version=2024-10-21")]
    [InlineData("2025-04-01-preview", "deployments/prod%204o/chat/completions?api-version=2025-04-01-preview")]
    public async Task Chat_GoesToItsDeployment(string? apiVersion, string path)
    {
        var handler = new CannedHandler(Chat);
        var result = await ChatAsync(handler, "gpt-4o", apiVersion);

        Assert.Equal(Resource + path, handler.Uri!.AbsoluteUri);
        JsonText.AssertSame("""{"model":"prod 4o","messages":[{"role":"user","content":"Hi"}]}""", handler.Body);
        Assert.Equal(AzureOpenAITarget.Key, handler.Headers["api-key"]);
        Assert.DoesNotContain("Authorization", handler.Headers.Keys);
        Assert.Equal("gpt-4o-2024-11-20", result.Model);
    }

    [Fact]
    public async Task ModelWithoutADeployment_IsItsName()
    {
        var handler = new CannedHandler(Chat);
        await ChatAsync(handler, "my-own", "2024-10-21");
        Assert.Equal($"{Resource}deployments/my-own/chat/completions?api-version=2024-10-21", handler.Uri!.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, "v1/responses")]
    [InlineData("2025-04-01-preview", "responses?api-version=2025-04-01-preview")]
    public async Task ModelThatAnswersOnlyOnResponses_IsNamedInTheBody(string? apiVersion, string path)
    {
        var handler = new CannedHandler("""
            {"id":"r","status":"completed","model":"gpt-5-pro","output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}]}
            """);
        await ChatAsync(handler, "gpt-5-pro", apiVersion);

        Assert.Equal(Resource + path, handler.Uri!.AbsoluteUri);
        Assert.Equal("pro", JsonText.Element(handler.Body).GetProperty("model").GetString());
    }

    [Fact]
    public async Task EveryOtherService_GoesToItsDeployment()
    {
        var handler = new CannedHandler("""{"data":[{"index":0,"embedding":[0.5],"url":"https://a.test/a"}],"text":"Hi"}""");
        var connector = AzureOpenAITarget.Connector(handler);
        var target = AzureOpenAITarget.Of(connector, "my-own", "2025-04-01-preview");
        var audio = (AudioContent)ChatHistoryMappingMedia.ToContent(new MediaContent { Kind = MediaKind.Audio, Bytes = new byte[] { 1 }, MediaType = "audio/wav" });

        async Task<string> PathAsync(Func<Task> ask)
        {
            await ask();
            return handler.Uri!.AbsoluteUri;
        }

        string Expected(string path) => $"{Resource}deployments/my-own/{path}?api-version=2025-04-01-preview";
        Assert.Equal(Expected("embeddings"), await PathAsync(() => connector.CreateEmbeddingGenerator(target).GenerateAsync(["Hi"])));
        Assert.Equal(Expected("images/generations"), await PathAsync(async () =>
        {
            var content = Assert.Single(await connector.CreateImageService(target).GetImageContentsAsync("A cat"));
            Assert.Equal("my-own", Assert.IsType<ImageResult>(content.InnerContent).Model);
        }));
        Assert.Equal(Expected("audio/transcriptions"), await PathAsync(async () =>
            Assert.IsType<TranscriptionResult>(Assert.Single(await connector.CreateTranscriptionService(target).GetTextContentsAsync(audio)).InnerContent)));
        Assert.Equal(Expected("audio/translations"), await PathAsync(() => connector.CreateTranscriptionService(target).GetTextContentsAsync(
            audio, new RawInferenceExecutionSettings { Transcription = new TranscriptionParameters { Translate = true } })));
    }

    [Fact]
    public async Task Speech_GoesToItsDeployment()
    {
        var handler = new CannedHandler("sound", mediaType: "audio/mpeg");
        var connector = AzureOpenAITarget.Connector(handler);
        var target = AzureOpenAITarget.Of(connector, "tts-1", "2025-04-01-preview", deployments: ("tts-1", "voices"));
        var contents = await connector.CreateSpeechService(target).GetAudioContentsAsync(
            "Hello", new RawInferenceExecutionSettings { Speech = new SpeechParameters { Voice = "alloy" } });

        Assert.Equal($"{Resource}deployments/voices/audio/speech?api-version=2025-04-01-preview", handler.Uri!.AbsoluteUri);
        var result = Assert.IsType<SpeechResult>(Assert.Single(contents).InnerContent);
        Assert.Equal(("tts-1", 5), (result.Model, result.Usage!.Characters));
    }

    [Fact]
    public async Task AccountWithoutAKey_IsProvedByAToken()
    {
        var handler = new CannedHandler(Chat);
        await ChatAsync(
            handler, "gpt-4o", apiKey: null, credential: new FakeCredential(_ => Task.FromResult(new AccessToken("entra-secret", DateTimeOffset.MaxValue))));

        Assert.Equal("Bearer entra-secret", handler.Headers["Authorization"]);
        Assert.DoesNotContain("api-key", handler.Headers.Keys);
    }

    [Fact]
    public async Task ProcessWithoutAnIdentity_IsAnAccountErrorWithItsCure()
    {
        var handler = new CannedHandler(Chat);
        var error = await Assert.ThrowsAsync<InferenceException>(() => ChatAsync(
            handler, "gpt-4o", apiKey: null, credential: new FakeCredential(_ => throw new CredentialUnavailableException("tenant 4711"))));

        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
        Assert.Contains("RawInference:Providers:contoso:ApiKey", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", error.Message, StringComparison.Ordinal);
        Assert.Null(handler.Uri);
    }

    [Theory]
    [InlineData("""{"error":{"message":"filtered","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}""", 400, InferenceErrorCode.ProviderContentPolicy)]
    [InlineData("""{"error":{"message":"safety","code":"contentFilter","inner_error":{"code":"ResponsibleAIPolicyViolation"}}}""", 400, InferenceErrorCode.ProviderContentPolicy)]
    [InlineData("""{"error":{"message":"safety","code":"invalid_request","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", 400, InferenceErrorCode.ProviderContentPolicy)]
    [InlineData("""{"error":{"message":"The API deployment for this resource does not exist.","code":"DeploymentNotFound"}}""", 404, InferenceErrorCode.ProviderModelNotFound)]
    [InlineData("""{"error":{"message":"Resource not found","code":"404"}}""", 404, InferenceErrorCode.ProviderFailed)]
    [InlineData("""{"error":{"message":"Access denied due to invalid subscription key","code":"401"}}""", 401, InferenceErrorCode.ProviderAccount)]
    [InlineData("""{"error":{"message":"Requests have exceeded the call rate limit","code":"429"}}""", 429, InferenceErrorCode.ProviderRateLimited)]
    [InlineData("""{"error":{"message":"too long","code":"context_length_exceeded"}}""", 400, InferenceErrorCode.ProviderContextLength)]
    public async Task Errors_AreToldInTheirOwnWords(string body, int status, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => ChatAsync(new CannedHandler(body, (HttpStatusCode)status), "gpt-4o"));
        Assert.Equal((expected, status), (error.Code, error.ProviderStatus));
    }

    [Fact]
    public async Task StreamThatBeginsWithItsFilter_IsRead()
    {
        var handler = new CannedHandler(
            """
            data: {"id":"","model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}

            data: {"id":"c1","model":"gpt-4o-2024-11-20","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null,"content_filter_results":{}}]}

            data: {"id":"c1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}

            data: {"id":"","model":"","choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"check_offset":1,"start_offset":1,"end_offset":9},"content_filter_results":{}}]}

            data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop","content_filter_results":{}}]}

            data: {"id":"c1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}

            data: [DONE]


            """,
            mediaType: "text/event-stream");
        var connector = AzureOpenAITarget.Connector(handler);
        var chunks = new List<ChatChunk>();
        await foreach (var content in connector.CreateChatService(AzureOpenAITarget.Of(connector, "gpt-4o"))
            .GetStreamingChatMessageContentsAsync(ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Hi")])))
        {
            chunks.Add(Assert.IsType<ChatChunk>(content.InnerContent));
        }

        Assert.Equal("Hello", string.Concat(chunks.Select(chunk => chunk.Delta?.Text)));
        Assert.Equal("stop", chunks.Select(chunk => chunk.Delta?.FinishReason).Single(reason => reason is not null));
        Assert.Equal("gpt-4o-2024-11-20", chunks[0].Model);
        Assert.Equal(5, chunks.Select(chunk => chunk.Usage).Single(usage => usage is not null)!.Total);
    }

    [Fact]
    public async Task CompletionThatWasFiltered_SaysSo()
    {
        var result = await ChatAsync(
            new CannedHandler("""{"choices":[{"finish_reason":"content_filter","message":{"content":""},"content_filter_results":{"hate":{"filtered":true}}}]}"""), "gpt-4o");
        Assert.Equal("content_filter", result.Output.FinishReason);
    }
}
