using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.SemanticKernel;
using RawInference.Chat;
using RawInference.Contract;
using RawInference.Images;
using RawInference.Speech;
using RawInference.Transcription;

namespace RawInference.SkPlugin.Tests;

public sealed class InferFunctionTests
{
    private const string Inputs = """{"prompts":["Hi"]}""";

    public static TheoryData<object> EveryFormOfTheInputs =>
    [
        Inputs,
        JsonDocument.Parse(Inputs).RootElement,
        JsonDocument.Parse($"\"{JsonEncodedText.Encode(Inputs)}\"").RootElement,
        JsonDocument.Parse(Inputs),
        JsonNode.Parse(Inputs)!,
        new Dictionary<string, object?> { ["prompts"] = new[] { "Hi" } },
        new { prompts = new[] { "Hi" } },
    ];

    [Theory]
    [MemberData(nameof(EveryFormOfTheInputs), DisableDiscoveryEnumeration = true)]
    public async Task Inputs_ReachTheClientAsTheyAre(object inputs)
    {
        var client = new FakeClient(Answers.Chat());

        await InvokeAsync(client, new() { ["provider"] = "acme", ["model"] = "large", ["inputs"] = inputs, ["parameters"] = """{"temperature":0.5}""" });

        var request = Assert.IsType<ContractRequest>(Assert.Single(client.Requests));
        Assert.Equal(ModelSelector.Of("acme", "large"), request.Model);
        Assert.Null(request.Task);
        Assert.Equal(Inputs, JsonSerializer.Serialize(request.Inputs));
        Assert.Equal("""{"temperature":0.5}""", JsonSerializer.Serialize(request.Parameters));
    }

    [Fact]
    public async Task Request_CanBeBoundToItsOperation()
    {
        var client = new FakeClient(Answers.Chat());

        await InvokeAsync(client, new() { ["model"] = "acme/large", ["inputs"] = Inputs });

        var bound = Assert.IsType<ChatRequest>(Assert.Single(client.Requests).Bind(new RequestBinding(Operations.Chat)));
        Assert.Equal("Hi", bound.Conversations[0][0].Text);
    }

    [Fact]
    public async Task Answer_HasTheFormOfTheRestContract() => Assert.Equal(
        """{"id":"inf_1","data":{"outputs":[{"text":"Größe: \"2\"","finish_reason":"stop"}]},"provider":"acme","model":"large","tokens_used":{"prompt":3,"completion":2,"total":5},"cost_usd":0.5,"cached":false,"warnings":[{"code":"provider_notice","message":"Soon gone."}]}""",
        await InvokeAsync(
            new FakeClient(Answers.Chat("Größe: \"2\"") with { Warnings = [new InferenceWarning("provider_notice", null, "Soon gone.")] }),
            Arguments()));

    [Fact]
    public async Task Vectors_StayOutOfTheText_UnlessAskedFor()
    {
        var client = new FakeClient(Answers.Embedding);

        Assert.Equal(
            """{"id":"inf_2","data":{"vectors":2,"dimensions":2},"provider":"acme","model":"vectors","tokens_used":null,"cost_usd":null,"cached":false,"omitted":"the numbers of the vectors; ask with full: true to have them."}""",
            await InvokeAsync(client, Arguments()));
        Assert.Equal(
            """{"id":"inf_2","data":{"embeddings":[[0.25,-1],[0.5,2]],"dimensions":2},"provider":"acme","model":"vectors","tokens_used":null,"cost_usd":null,"cached":false}""",
            await InvokeAsync(client, Arguments("full", "true")));
    }

    [Fact]
    public async Task Images_StayOutOfTheText_UnlessAskedFor()
    {
        var client = new FakeClient(new ImageResponse
        {
            Images =
            [
                new GeneratedImage { Bytes = new byte[] { 1, 2, 3 }, MediaType = "image/png", RevisedPrompt = "a red lamp" },
                new GeneratedImage { Url = "https://a.example/a", Index = 1 },
            ],
        });

        var text = await InvokeAsync(client, Arguments());
        var full = await InvokeAsync(client, Arguments("full", true));

        Assert.Contains(
            """{"images":[{"bytes":3,"media_type":"image/png","revised_prompt":"a red lamp","index":0},{"url":"https://a.example/a","media_type":null,"index":1}]}""",
            text,
            StringComparison.Ordinal);
        Assert.Contains("\"omitted\":\"the images themselves", text, StringComparison.Ordinal);
        Assert.Contains("\"b64\":\"AQID\"", full, StringComparison.Ordinal);
        Assert.DoesNotContain("omitted", full, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImagesThatAreUrls_AreWrittenWhole() => Assert.DoesNotContain(
        "omitted",
        await InvokeAsync(new FakeClient(new ImageResponse { Images = [new GeneratedImage { Url = "https://a.example/a" }] }), Arguments()),
        StringComparison.Ordinal);

    [Fact]
    public async Task Recording_StaysOutOfTheText_UnlessAskedFor()
    {
        var client = new FakeClient(new SpeechResponse { Audio = new byte[] { 1, 2, 3 }, MediaType = "audio/mpeg" });

        var text = await InvokeAsync(client, Arguments());

        Assert.Contains("""{"audio_bytes":3,"media_type":"audio/mpeg"}""", text, StringComparison.Ordinal);
        Assert.Contains("\"omitted\":\"the recording itself", text, StringComparison.Ordinal);
        Assert.Contains("\"audio_b64\":\"AQID\"", await InvokeAsync(client, Arguments("full", "true")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image", "image")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task Task_ReachesTheClient(string? task, string? asked)
    {
        var client = new FakeClient(Answers.Chat());

        await InvokeAsync(client, Arguments("task", task));

        Assert.Equal(asked, ((ContractRequest)Assert.Single(client.Requests)).Task);
    }

    [Fact]
    public async Task ProviderState_StaysOutOfTheText_UnlessAskedFor()
    {
        var response = Answers.Chat() with
        {
            Outputs = [new ChatOutput { Text = "Hello.", FinishReason = "stop", ProviderState = JsonDocument.Parse("\"opaque\"").RootElement }],
        };

        var text = await InvokeAsync(new FakeClient(response), Arguments());
        var full = await InvokeAsync(new FakeClient(response), Arguments("full", JsonDocument.Parse("true").RootElement));

        Assert.DoesNotContain("opaque", text, StringComparison.Ordinal);
        Assert.Contains("\"omitted\":\"the outputs' provider_state", text, StringComparison.Ordinal);
        Assert.Contains("\"provider_state\":\"opaque\"", full, StringComparison.Ordinal);
        Assert.DoesNotContain("omitted", full, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transcription_IsWrittenWhole() => Assert.Contains(
        """data":{"text":"Good day.","language":"en","duration_s":1.5}""",
        await InvokeAsync(new FakeClient(new TranscriptionResponse { Text = "Good day.", Language = "en", DurationSeconds = 1.5 }), Arguments()),
        StringComparison.Ordinal);

    [Fact]
    public async Task EveryWrongArgument_ComesBackAsText_AndNothingIsAsked()
    {
        var client = new FakeClient(Answers.Chat());

        var result = await InvokeAsync(client, new() { ["inputs"] = "prompts: Hi", ["parameters"] = "[1]", ["full"] = "yes" });
        var nothing = await InvokeAsync(client, []);
        var foreign = await InvokeAsync(client, Arguments("inputs", () => "Hi"));
        var twice = await InvokeAsync(client, Arguments("inputs", """{"text":"a","text":"b"}"""));

        var surrogate = await InvokeAsync(client, Arguments("inputs", JsonDocument.Parse("\"\\ud800\"").RootElement));

        Assert.Empty(client.Requests);
        Assert.Equal(["inputs"], Paths(surrogate));
        Assert.Equal(["model", "full", "inputs", "parameters"], Paths(result));
        Assert.Equal(["model", "inputs"], Paths(nothing));
        Assert.Equal(["inputs"], Paths(foreign));
        Assert.Equal(["inputs"], Paths(twice));
    }

    [Fact]
    public async Task ErrorOfTheClient_IsTextToActOn()
    {
        var client = new FakeClient(new InferenceException(InferenceErrorCode.ProviderRateLimited, "The provider's limit is met.") { RetryAfter = TimeSpan.FromMilliseconds(1500.2) });

        Assert.Equal(
            """{"error":{"code":"provider_rate_limited","message":"The provider's limit is met.","retryable":true,"retry_after_ms":1501}}""",
            await InvokeAsync(client, Arguments()));
    }

    [Fact]
    public async Task ProblemsOfTheClient_AreNamed()
    {
        var client = new FakeClient(InferenceException.Invalid([new InferenceProblem("inputs.prompts", "must not be empty."), new InferenceProblem("parameters.n", "is too many.")]));

        Assert.Equal(["inputs.prompts", "parameters.n"], Paths(await InvokeAsync(client, Arguments())));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_IsThrown(bool asInferenceException)
    {
        using var cancellation = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var client = new FakeClient(async (_, token) =>
        {
            asked.SetResult();
            var left = new TaskCompletionSource();
            await using var registration = token.Register(() => left.SetResult());
            await left.Task;
            throw asInferenceException ? new InferenceException(InferenceErrorCode.Canceled, "The caller left.") : new OperationCanceledException(token);
        });

        var call = InvokeAsync(client, Arguments(), cancellation.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task DeadlineOfTheGateway_IsNoCancellation() => Assert.StartsWith(
        """{"error":{"code":"deadline_exceeded",""",
        await InvokeAsync(new FakeClient(new InferenceException(InferenceErrorCode.DeadlineExceeded, "Too late.")), Arguments()),
        StringComparison.Ordinal);

    private static IEnumerable<string?> Paths(string error) => JsonDocument.Parse(error).RootElement
        .GetProperty("error").GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString());

    private static async Task<string> InvokeAsync(IInferenceClient client, KernelArguments arguments, CancellationToken cancellationToken = default)
    {
        var kernel = new Kernel();
        kernel.Plugins.AddRawInference(client);
        return (await kernel.InvokeAsync("raw_inference", "infer", arguments, cancellationToken)).GetValue<string>()!;
    }

    private static KernelArguments Arguments(string? name = null, object? value = null)
    {
        var arguments = new KernelArguments { ["model"] = "fast", ["inputs"] = Inputs };
        if (name is not null)
        {
            arguments[name] = value;
        }

        return arguments;
    }
}
