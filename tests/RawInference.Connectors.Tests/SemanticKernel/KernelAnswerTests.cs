using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Images;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>What is kept of an answer.</summary>
public sealed class KernelAnswerTests
{
    private const string Rich =
        """
        {"id":"c1","model":"m-1","choices":[{"index":0,"finish_reason":"tool_calls","logprobs":{"content":[{"token":"a","logprob":-0.5,"top_logprobs":[]}]},
         "message":{"role":"assistant","content":"Hello","reasoning_content":"hm","refusal":"no","annotations":[{"type":"url_citation","url_citation":{"url":"https://a.test","title":"A","start_index":0,"end_index":1}}],
         "tool_calls":[{"id":"t1","type":"function","function":{"name":"a-b","arguments":"{\"n\":5}"}}]}}],
         "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}}}
        """;

    private const string RichStream =
        """
        data: {"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"hm"}}]}

        data: {"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":{"content":[{"token":"a","logprob":-0.5,"top_logprobs":[]}]}}]}

        data: {"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"refusal":"no"}}]}

        data: {"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"a-b","arguments":"{\"n\":"}}]}}]}

        data: {"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"5}"}}]},"finish_reason":"tool_calls"}]}

        data: {"id":"c1","model":"m-1","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}

        data: [DONE]


        """;

    [Fact]
    public async Task WholeAnswerOfTheKernelsOwnConnector_IsKept()
    {
        using var handler = new CannedHandler(Rich);
        var probe = KernelProbe.OfKernel(handler, raw: true);
        var result = await probe.SendAsync();

        Assert.Equal(("Hello", "hm", "no", "tool_calls"), (result.Output.Text, result.Output.Reasoning, result.Output.Refusal, result.Output.FinishReason));
        Assert.Equal(("t1", "a-b", """{"n":5}"""), (result.Output.ToolCalls[0].Id, result.Output.ToolCalls[0].Name, result.Output.ToolCalls[0].Arguments));
        Assert.Equal(("c1", "m-1", 5, 3), (result.ResponseId, result.Model, result.Usage!.Prompt, result.Usage.Completion));
        Assert.Equal((2, 1), (result.Usage.CachedPrompt, result.Usage.Reasoning));
        Assert.Equal(1, result.Output.Citations!.Value.GetArrayLength());
        Assert.True(result.Output.LogProbabilities!.Value.TryGetProperty("content", out _));
        Assert.Equal("hm", result.Raw!.Value.GetProperty("choices")[0].GetProperty("message").GetProperty("reasoning_content").GetString());
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task StreamOfTheKernelsOwnConnector_IsKept()
    {
        using var handler = new CannedHandler(RichStream, mediaType: "text/event-stream");
        var chunks = await KernelProbe.OfKernel(handler, raw: true).StreamAsync();

        Assert.Equal(("Hello", "hm", "no"), (Join(chunks, chunk => chunk.Delta?.Text), Join(chunks, chunk => chunk.Delta?.Reasoning), Join(chunks, chunk => chunk.Delta?.Refusal)));
        Assert.Equal(("t1", "a-b", """{"n":5}"""), (
            Join(chunks, chunk => chunk.Delta?.ToolCall?.Id), Join(chunks, chunk => chunk.Delta?.ToolCall?.Name), Join(chunks, chunk => chunk.Delta?.ToolCall?.Arguments)));
        Assert.Equal(("tool_calls", 5, "m-1"), (chunks[^1].Delta!.FinishReason, chunks.Last(chunk => chunk.Usage is not null).Usage!.Prompt, chunks.Last(chunk => chunk.Model is not null).Model));
        Assert.Equal(6, chunks.Count(chunk => chunk.Raw is not null));
        Assert.Single(chunks, chunk => chunk.Delta?.LogProbabilities is not null);
    }

    [Fact]
    public async Task ContentsOfAClient_AreKept()
    {
        var client = new FakeChatClient(
            new TextReasoningContent("hm"),
            new Microsoft.Extensions.AI.TextContent("Hello") { Annotations = [new CitationAnnotation { Title = "A", Url = new Uri("https://a.test") }] },
            new ErrorContent("no") { ErrorCode = "Refusal" },
            new UsageContent(new UsageDetails { InputTokenCount = 5, OutputTokenCount = 3 }),
            new DataContent(new byte[] { 1 }, "image/png"));
        foreach (var stream in new[] { false, true })
        {
            var probe = KernelProbe.Of<IChatClient>(client, raw: true);
            ChatChunk[] chunks = stream ? [.. await probe.StreamAsync()] : [Chunk(await probe.SendAsync())];

            Assert.Equal(("Hello", "hm", "no"), (Join(chunks, chunk => chunk.Delta?.Text), Join(chunks, chunk => chunk.Delta?.Reasoning), Join(chunks, chunk => chunk.Delta?.Refusal)));
            JsonText.AssertSame("""[{"title":"A","url":"https://a.test"}]""", chunks[^1].Citations!.Value.GetRawText());
            Assert.Equal(("stop", 5, "r1", "m-1"), (
                chunks[^1].Delta!.FinishReason, chunks.Last(chunk => chunk.Usage is not null).Usage!.Prompt, chunks.First().ResponseId ?? chunks[^2].ResponseId, chunks.First().Model ?? chunks[^2].Model));
            Assert.Equal([WarningCodes.ProviderNotice, WarningCodes.FeatureUnavailable], probe.Warnings.Select(warning => warning.Code));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NothingWhereAPartShouldBe_IsAnInvalidAnswer(bool stream)
    {
        foreach (var probe in new[]
        {
            KernelProbe.Of(new FakeKernelChat { Answer = _ => Task.FromResult<ChatMessageContent>(null!), Pieces = [null!] }),
            KernelProbe.Of<IChatClient>(new FakeChatClient([null!])),
        })
        {
            var error = await Assert.ThrowsAsync<InferenceException>(() => stream ? probe.StreamAsync() : probe.SendAsync());
            Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReasoningThatShouldGoBack_IsToldToBeLeftOut(bool stream)
    {
        var reasoning = new TextReasoningContent("hm") { ProtectedData = "opaque" };
        var probe = KernelProbe.Of<IChatClient>(new FakeChatClient(reasoning, reasoning));
        await (stream ? probe.StreamAsync() : (Task)probe.SendAsync());
        Assert.Contains("TextReasoningContent.ProtectedData", Assert.Single(probe.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FewerImagesThanAskedFor_AreAnError()
    {
        var connector = KernelTarget.Connector((_, _) => new FakeMediaServices());
        var settings = new RawInferenceExecutionSettings { Image = new ImageParameters { Count = 2 } };
        var error = await Assert.ThrowsAsync<InferenceException>(() => connector.CreateImageService(KernelTarget.Of(connector, "m"))
            .GetImageContentsAsync(new Microsoft.SemanticKernel.TextContent("a"), settings));
        Assert.Equal((InferenceErrorCode.ProviderInvalidAnswer, "The answer of acme has 1 of the 2 images that were asked for."), (error.Code, error.Message));
    }

    [Fact]
    public async Task ErrorWithinAnAnswer_FailsIt()
    {
        var client = new FakeChatClient(new Microsoft.Extensions.AI.TextContent("Hel"), new ErrorContent("overloaded") { ErrorCode = "content_filter" });
        var error = await Assert.ThrowsAsync<InferenceException>(() => KernelProbe.Of<IChatClient>(client).StreamAsync());
        Assert.Equal((InferenceErrorCode.ProviderContentPolicy, "acme says: overloaded"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("Stop", "stop")]
    [InlineData("STOP", "stop")]
    [InlineData("end_turn", "stop")]
    [InlineData("MaxTokens", "length")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("ToolCalls", "tool_calls")]
    [InlineData("ContentFilter", "content_filter")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("Recitation", "recitation")]
    public async Task FinishReason_IsTheContractsWordWhereItHasOne(string told, string expected)
    {
        var chat = new FakeKernelChat { Answer = _ => Task.FromResult(FakeKernelChat.Said("a", ("FinishReason", told))) };
        Assert.Equal(expected, (await KernelProbe.Of(chat).SendAsync()).Output.FinishReason);
    }

    [Fact]
    public async Task ItemsOfAService_AreKeptOrToldOf()
    {
        var said = new ChatMessageContent(AuthorRole.Assistant, [
            new Microsoft.SemanticKernel.TextContent("a"),
            new ReasoningContent("hm"),
            new Microsoft.SemanticKernel.FunctionCallContent("f", "p", "1", new KernelArguments { ["x"] = 1 }),
            new ImageContent(new byte[] { 1 }, "image/png"),
        ]);
        var probe = KernelProbe.Of(new FakeKernelChat { Answer = _ => Task.FromResult(said) });
        var output = (await probe.SendAsync()).Output;

        Assert.Equal(("a", "hm", "tool_calls"), (output.Text, output.Reasoning, output.FinishReason));
        Assert.Equal(("1", "p-f", """{"x":1}"""), (output.ToolCalls[0].Id, output.ToolCalls[0].Name, output.ToolCalls[0].Arguments));
        Assert.Contains("ImageContent", Assert.Single(probe.Warnings).Message, StringComparison.Ordinal);
    }

    private static ChatChunk Chunk(ChatResult result) => new()
    {
        Delta = new() { Text = result.Output.Text, Reasoning = result.Output.Reasoning, Refusal = result.Output.Refusal, FinishReason = result.Output.FinishReason },
        Citations = result.Output.Citations,
        Usage = result.Usage,
        ResponseId = result.ResponseId,
        Model = result.Model,
    };

    private static string Join(IEnumerable<ChatChunk> chunks, Func<ChatChunk, string?> part) => string.Concat(chunks.Select(part));
}
