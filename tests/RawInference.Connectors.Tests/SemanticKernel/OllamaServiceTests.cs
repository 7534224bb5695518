using System.Net;
using OllamaSharp;
using OllamaSharp.Models.Exceptions;
using RawInference.Chat;
using RawInference.Core;
using RawInference.Embeddings;
using RawInference.Testing;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>A client that is two services, over answers as the server's public documentation shows them.</summary>
public sealed class OllamaServiceTests
{
    private const string Answer =
        """
        {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}
        {"model":"llama3.2","created_at":"2026-01-01T00:00:01Z","message":{"role":"assistant","content":"Hel"},"done":false}
        {"model":"llama3.2","created_at":"2026-01-01T00:00:02Z","message":{"role":"assistant","content":"lo"},"done":false}
        {"model":"llama3.2","created_at":"2026-01-01T00:00:03Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"total_duration":4,"load_duration":1,"prompt_eval_count":26,"prompt_eval_duration":1,"eval_count":8,"eval_duration":2}

        """;

    private const string Call =
        """
        {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Paris","days":2}}}]},"done":false}
        {"model":"llama3.2","created_at":"2026-01-01T00:00:03Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"total_duration":4,"load_duration":1,"prompt_eval_count":26,"prompt_eval_duration":1,"eval_count":8,"eval_duration":2}

        """;

    private static readonly ToolDefinition Weather = new(
        "weather", "Tells the weather", JsonText.Element("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_HasTextFinishReasonAndUsage(bool stream)
    {
        using var handler = new CannedHandler(Answer, mediaType: "application/x-ndjson");
        await using var gateway = Gateway(handler);
        var request = Requests.Chat("local/llama3.2", "Hi") with
        {
            Parameters = new ChatParameters { Temperature = 0.5, MaxTokens = 9, Stop = ["x"], Seed = 3 },
            Call = new CallOptions { Stream = stream },
        };
        var response = (ChatResponse)(await gateway.StreamAsync(request))[^1];

        Assert.Equal(("Hello", "stop", "hm"), (response.Outputs[0].Text, response.Outputs[0].FinishReason, response.Outputs[0].Reasoning));
        Assert.Equal((26, 8, "llama3.2"), (response.Usage!.Prompt, response.Usage.Completion, response.Model));
        Assert.Empty(response.Warnings);
        var body = JsonText.Element(handler.Body);
        Assert.Equal(("llama3.2", "/api/chat"), (body.GetProperty("model").GetString(), handler.Uri!.AbsolutePath));
        JsonText.AssertSame("""{"temperature":0.5,"seed":3,"stop":["x"],"num_predict":9}""", Sorted(body.GetProperty("options").GetRawText()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tool_IsDeclaredAndNotRun(bool stream)
    {
        using var handler = new CannedHandler(Call, mediaType: "application/x-ndjson");
        await using var gateway = Gateway(handler);
        var request = Requests.Chat("local/llama3.2", "Weather?") with { Parameters = new ChatParameters { Tools = [Weather] }, Call = new CallOptions { Stream = stream } };
        var output = ((ChatResponse)(await gateway.StreamAsync(request))[^1]).Outputs[0];

        Assert.Equal(("weather", """{"city":"Paris","days":2}""", "tool_calls"), (output.ToolCalls[0].Name, output.ToolCalls[0].Arguments, output.FinishReason));
        Assert.Contains("\"weather\"", handler.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamThatBreaksOff_IsNeverACleanEnd()
    {
        using var handler = new CannedHandler(string.Join('\n', Answer.Split('\n')[..2]) + "\n", mediaType: "application/x-ndjson");
        await using var gateway = Gateway(handler);
        var error = await Assert.ThrowsAsync<InferenceException>(() => gateway.StreamAsync(Requests.Streamed("local/llama3.2", "Hi")));
        Assert.Equal(InferenceErrorCode.StreamCut, error.Code);
    }

    [Fact]
    public async Task Embeddings_HaveTheirUsage()
    {
        using var handler = new CannedHandler("""{"model":"all-minilm","embeddings":[[0.5,0.25],[1,2]],"total_duration":14,"load_duration":1,"prompt_eval_count":8}""");
        await using var gateway = Gateway(handler);
        var response = await gateway.SendAsync(Requests.Embedding("local/all-minilm", "one", "two"));

        Assert.Equal([1f, 2f], response.Vectors[1].ToArray());
        Assert.Equal(8, response.Usage!.Prompt);
        JsonText.AssertSame("\"all-minilm\"", JsonText.Element(handler.Body).GetProperty("model").GetRawText());
    }

    [Fact]
    public async Task DimensionsThatAreNotHonoured_AreNoAnswer()
    {
        using var handler = new CannedHandler("""{"model":"all-minilm","embeddings":[[0.5,0.25]],"total_duration":14,"load_duration":1,"prompt_eval_count":8}""");
        await using var gateway = Gateway(handler);
        var request = Requests.Embedding("local/all-minilm", "one") with { Parameters = new EmbeddingParameters { Dimensions = 1 } };
        var error = await Assert.ThrowsAsync<InferenceException>(() => gateway.SendAsync(request));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, InferenceErrorCode.ProviderRefused)]
    [InlineData(HttpStatusCode.InternalServerError, InferenceErrorCode.ProviderFailed)]
    public async Task Refusal_IsTypedWhereTheRegistrationKnowsTheExceptions(HttpStatusCode status, InferenceErrorCode expected)
    {
        using var handler = new CannedHandler("""{"error":"model requires more system memory"}""", status);
        await using var gateway = Gateway(handler);
        var error = await Assert.ThrowsAsync<InferenceException>(() => gateway.SendAsync(Requests.Chat("local/llama3.2", "Hi")));
        Assert.Equal(expected, error.Code);
    }

    private static KernelGateway Gateway(CannedHandler handler)
    {
        var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = new Uri("http://ollama.test") };
        return new KernelGateway(
            builder => builder.AddKernelService(
                "local",
                new OllamaApiClient(http),
                options => options.ErrorCode = exception => exception is OllamaException ? InferenceErrorCode.ProviderRefused : null),
            ("Failover:AttemptsPerTarget", "1"));
    }

    private static string Sorted(string json) =>
        $"{{{string.Join(",", new[] { "temperature", "seed", "stop", "num_predict" }.Select(name => $"\"{name}\":{JsonText.Element(json).GetProperty(name).GetRawText()}"))}}}";
}
