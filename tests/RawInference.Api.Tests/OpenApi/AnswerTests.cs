using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Api.Errors;
using RawInference.Chat;
using RawInference.Contract;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Speech;
using RawInference.Transcription;
using RawInference.Usage;

namespace RawInference.Api.Tests.OpenApi;

/// <summary>What the product writes, with everything set that can be, has no member that its schema does not describe.</summary>
public class AnswerTests(DocumentHost host)
{
    private static readonly JsonElement Some = JsonSerializer.SerializeToElement(new[] { new { any = 1 } });

    public static TheoryData<string> Codes =>
        [.. Enum.GetValues<InferenceErrorCode>().Where(code => code != InferenceErrorCode.Canceled).Select(code => code.ToString())];

    [Fact]
    public async Task ChatResponse_IsValid()
    {
        var output = new ChatOutput { Text = "a", FinishReason = FinishReason.Stop };
        await IsValidAsync(Whole(new ChatResponse { Outputs = [output] }));
        await IsValidAsync(Whole(new ChatResponse
        {
            Outputs =
            [
                output with
                {
                    Object = Some,
                    ToolCalls = [new ToolCall("1", "f", "{}")],
                    Reasoning = "hm",
                    Refusal = "no",
                    Citations = Some,
                    LogProbabilities = Some,
                    ProviderState = Some,
                },
                output with { Index = 1 },
            ],
        }));
    }

    [Fact]
    public async Task EmbeddingResponse_IsValid()
    {
        await IsValidAsync(Whole(new EmbeddingResponse { Vectors = [new[] { 1f, 2f }], Single = true }));
        await IsValidAsync(Whole(new EmbeddingResponse { Vectors = [new[] { 1f }, new[] { 2f }] }));
    }

    [Fact]
    public async Task TranscriptionResponse_IsValid()
    {
        await IsValidAsync(new TranscriptionResponse { Text = "a" });
        await IsValidAsync(Whole(new TranscriptionResponse
        {
            Text = "a",
            Language = "en",
            DurationSeconds = 1.5,
            Segments = [new TranscriptionSegment(0, 1.5, "a")],
            Words = [new TranscriptionSegment(0.1, 1.2, "a")],
        }));
    }

    [Fact]
    public async Task ImageResponse_IsValid()
    {
        await IsValidAsync(new ImageResponse { Images = [new GeneratedImage { Bytes = new byte[] { 1 } }] });
        await IsValidAsync(Whole(new ImageResponse
        {
            Images =
            [
                new GeneratedImage { Bytes = new byte[] { 1 }, MediaType = "image/png", RevisedPrompt = "a" },
                new GeneratedImage { Url = "https://example.com/a.png", Index = 1 },
            ],
        }));
    }

    [Fact]
    public async Task SpeechResponse_IsValid() =>
        await IsValidAsync(Whole(new SpeechResponse { Audio = new byte[] { 1 }, MediaType = "audio/mpeg" }));

    [Fact]
    public async Task AnswerThatIsBilledOtherwise_IsValid() => await IsValidAsync(
        Whole(new SpeechResponse { Audio = new byte[] { 1 }, MediaType = "audio/mpeg" }) with { Usage = new TokenUsage { Prompt = 0, Completion = 0, Characters = 1 } });

    [Fact]
    public async Task Delta_IsValid()
    {
        var delta = new ChatDelta
        {
            Index = 1,
            Text = "a",
            Reasoning = "hm",
            Refusal = "no",
            ToolCall = new ToolCallDelta(0, "1", "f", "{"),
            LogProbabilities = Some,
            FinishReason = FinishReason.Length,
        };
        var schema = await host.SchemaAsync("ChatDelta");

        Assert.Empty(schema.Validate(Written.Json(writer => OperationContracts.Of(delta).WriteDelta(writer, delta))));
        Assert.Empty(schema.Validate(Written.Json(writer => OperationContracts.Of(delta).WriteDelta(writer, new ChatDelta()))));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Problem_IsValid(string code)
    {
        var facts = new CallFacts();
        facts.Add(new InferenceAttempt("p", "m", null, TimeSpan.FromMilliseconds(3), InferenceErrorCode.ProviderUnreachable, 1));
        var exception = new InferenceException(Enum.Parse<InferenceErrorCode>(code), "It went wrong.")
        {
            Problems = [new InferenceProblem("model", "is wrong.")],
            ProviderStatus = 500,
            ProviderCode = "c",
            ProviderRequestId = "r",
            RetryAfter = TimeSpan.FromSeconds(2),
            Facts = facts,
        };
        var schema = await host.SchemaAsync("Problem");

        Assert.Empty(schema.Validate(Written.Json(writer => ProblemWriter.Write(writer, exception, "/v1/inference", "req_1"))));
    }

    [Fact]
    public async Task RealRefusal_IsValid()
    {
        using var response = await host.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken);
        var schema = await host.SchemaAsync("Problem");

        Assert.Empty(schema.Validate(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))));
    }

    [Fact]
    public async Task AnswerThatLacksAMember_IsNotValid()
    {
        var response = new TranscriptionResponse { Text = "a" };
        var written = Written.Json(writer => ResponseContract.Write(writer, response, OperationContracts.Of(response))).AsObject();
        var schema = await host.SchemaAsync("InferenceResponse");
        written.Remove("warnings");

        Assert.NotEmpty(schema.Validate(written));
    }

    private async Task IsValidAsync(InferenceResponse response)
    {
        var schema = await host.SchemaAsync("InferenceResponse");

        Assert.Empty(schema.Validate(Written.Json(writer => ResponseContract.Write(writer, response, OperationContracts.Of(response)))));
    }

    private static InferenceResponse Whole(InferenceResponse response) => response with
    {
        Id = "inf_1",
        Provider = "p",
        Model = "m",
        Usage = new TokenUsage
        {
            Prompt = 3,
            Completion = 2,
            CachedPrompt = 1,
            CacheWritePrompt = 1,
            CacheWriteLongPrompt = 1,
            Reasoning = 1,
            AudioPrompt = 1,
            ImagePrompt = 1,
            AudioCompletion = 1,
            ImageCompletion = 1,
        },
        UsageSource = UsageSource.Estimated,
        CostUsd = 0.001m,
        Latency = TimeSpan.FromMilliseconds(12.5),
        Warnings = [new InferenceWarning(WarningCodes.ProviderNotice, null, "a"), new InferenceWarning(WarningCodes.UnknownField, "b", "c")],
        Attempts =
        [
            new InferenceAttempt("p", "m", 500, TimeSpan.FromMilliseconds(3), InferenceErrorCode.ProviderFailed),
            new InferenceAttempt("p", "m", 200, TimeSpan.FromMilliseconds(9), null, 0),
        ],
        Raw = [Some],
    };
}
