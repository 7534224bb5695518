using RawInference.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiAnswerTests
{
    [Fact]
    public async Task Answer_IsReadWhole()
    {
        var probe = GeminiProbe.Of("""
            {"candidates":[{"content":{"role":"model","parts":[
                {"text":"First ","thought":true},{"text":"then","thought":true},
                {"text":"Hel"},{"text":"lo"},
                {"functionCall":{"id":"c1","name":"weather","args":{"city":"Köln"}}},
                {"functionCall":{"name":"now"}}]},
              "finishReason":"STOP","index":0,"avgLogprobs":-0.1,
              "logprobsResult":{"chosenCandidates":[{"token":"H","logProbability":-0.1}]},
              "citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":5,"uri":"https://c.example"}]},
              "groundingMetadata":{"webSearchQueries":["q"],"groundingChunks":[{"web":{"uri":"https://g.example","title":"G"}}]}}],
             "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"thoughtsTokenCount":3,"totalTokenCount":16},
             "modelVersion":"gemini-2.5-flash-001","responseId":"r1"}
            """);
        var result = await probe.AskAsync();
        var output = result.Output;

        Assert.Equal(("Hello", "First then", FinishReason.ToolCalls), (output.Text, output.Reasoning, output.FinishReason));
        Assert.Equal(("r1", "gemini-2.5-flash-001"), (result.ResponseId, result.Model));
        Assert.Equal(new TokenUsage { Prompt = 9, Completion = 7, Reasoning = 3 }, result.Usage);
        Assert.Equal([("c1", "weather", """{"city":"Köln"}"""), (output.ToolCalls[1].Id, "now", "{}")], output.ToolCalls.Select(call => (call.Id, call.Name, call.Arguments)));
        Assert.StartsWith("unnamed_call_", output.ToolCalls[1].Id, StringComparison.Ordinal);
        JsonText.AssertSame("""{"chosenCandidates":[{"token":"H","logProbability":-0.1}]}""", output.LogProbabilities!.Value.GetRawText());
        JsonText.AssertSame(
            """[{"web":{"uri":"https://g.example","title":"G"}},{"startIndex":0,"endIndex":5,"uri":"https://c.example"}]""",
            output.Citations!.Value.GetRawText());
        Assert.Contains("cost_usd", Assert.Single(probe.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Supports_FollowTheirChunks_AndMapsAreASearchToo()
    {
        var probe = GeminiProbe.Of("""
            {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","citationMetadata":{"citations":[{"uri":"u"}]},
              "groundingMetadata":{"groundingChunks":[{"maps":{"uri":"m"}}],"groundingSupports":[{"segment":{"endIndex":1},"groundingChunkIndices":[0]}]}}]}
            """);
        var result = await probe.AskAsync();

        JsonText.AssertSame(
            """[{"maps":{"uri":"m"}},{"segment":{"endIndex":1},"groundingChunkIndices":[0]},{"uri":"u"}]""", result.Output.Citations!.Value.GetRawText());
        Assert.Contains("cost_usd", Assert.Single(probe.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourcesOfOtherNames_AreReadToo()
    {
        var result = await GeminiProbe.Of("""
            {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP",
              "citationMetadata":{"citations":[{"uri":"https://c.example"}]},
              "urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"https://p.example","urlRetrievalStatus":"URL_RETRIEVAL_STATUS_SUCCESS"}]}}]}
            """).AskAsync();
        JsonText.AssertSame(
            """[{"retrievedUrl":"https://p.example","urlRetrievalStatus":"URL_RETRIEVAL_STATUS_SUCCESS"},{"uri":"https://c.example"}]""",
            result.Output.Citations!.Value.GetRawText());
    }

    [Fact]
    public async Task Candidates_KeepTheirIndexes()
    {
        var results = await GeminiProbe.Of("""
            {"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"MAX_TOKENS","index":1},
                           {"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","index":0}]}
            """).SendAsync(new ChatParameters { Count = 2 });
        Assert.Equal([(0, "a", "stop"), (1, "b", "length")], results.Select(result => (result.Output.Index, result.Output.Text, result.Output.FinishReason)));
    }

    [Theory]
    [InlineData("STOP", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("RECITATION", "content_filter")]
    [InlineData("BLOCKLIST", "content_filter")]
    [InlineData("PROHIBITED_CONTENT", "content_filter")]
    [InlineData("SPII", "content_filter")]
    [InlineData("IMAGE_SAFETY", "content_filter")]
    [InlineData("LANGUAGE", "LANGUAGE")]
    [InlineData("OTHER", "OTHER")]
    [InlineData("OF_TOMORROW", "OF_TOMORROW")]
    public async Task FinishReason_IsTheContractsWord_OrItsOwn(string reason, string expected)
    {
        var result = await GeminiProbe.Of("{\"candidates\":[{\"content\":null,\"finishReason\":\"" + reason + "\"}]}").AskAsync();
        Assert.Equal((expected, ""), (result.Output.FinishReason, result.Output.Text));
    }

    [Theory]
    [InlineData("""{"candidates":[{"content":{},"finishReason":"MALFORMED_FUNCTION_CALL"}]}""", InferenceErrorCode.ProviderFailed, "MALFORMED_FUNCTION_CALL")]
    [InlineData("""{"candidates":[{"content":{},"finishReason":"UNEXPECTED_TOOL_CALL"}]}""", InferenceErrorCode.ProviderFailed, "UNEXPECTED_TOOL_CALL")]
    [InlineData("""{"candidates":[{"content":{},"finishReason":"MISSING_THOUGHT_SIGNATURE"}]}""", InferenceErrorCode.ProviderRefused, "MISSING_THOUGHT_SIGNATURE")]
    [InlineData("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3}}""", InferenceErrorCode.ProviderContentPolicy, "PROHIBITED_CONTENT")]
    [InlineData("""{"candidates":[],"promptFeedback":{"blockReason":"SAFETY"}}""", InferenceErrorCode.ProviderContentPolicy, "SAFETY")]
    [InlineData("""{"candidates":[]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("{}", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":7}]},"finishReason":"STOP"}]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{"args":{}}}]},"finishReason":"STOP"}]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("""{"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}""", InferenceErrorCode.ProviderFailed, "UNAVAILABLE")]
    public async Task WhatIsNoCompletion_IsATypedError_StreamingOrNot(string answer, InferenceErrorCode expected, string? word)
    {
        var whole = await Assert.ThrowsAsync<InferenceException>(() => GeminiProbe.Of(answer).AskAsync());
        var streamed = await Assert.ThrowsAsync<InferenceException>(() => GeminiProbe.Streaming(answer).StreamAsync());

        Assert.Equal((expected, word, 200), (whole.Code, whole.ProviderCode, whole.ProviderStatus));
        // Only its end tells that a stream has no more to say.
        var cut = word is null && !answer.Contains('7', StringComparison.Ordinal) && !answer.Contains("args", StringComparison.Ordinal);
        Assert.Equal((cut ? InferenceErrorCode.StreamCut : expected, word), (streamed.Code, streamed.ProviderCode));
    }

    [Theory]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"AQ=="}}""", "image/png")]
    [InlineData("""{"executableCode":{"language":"PYTHON","code":"1"}}""", "executableCode")]
    [InlineData("""{"codeExecutionResult":{"outcome":"OUTCOME_OK"}}""", "codeExecutionResult")]
    [InlineData("""{"hologram":{}}""", "hologram")]
    public async Task PartWithoutAPlace_IsToldOfOnce(string part, string named)
    {
        var answer = "{\"candidates\":[{\"content\":{\"parts\":[" + part + ",{\"text\":\"a\"}," + part + "]},\"finishReason\":\"STOP\"}]}";
        var whole = GeminiProbe.Of(answer);
        var streamed = GeminiProbe.Streaming(answer);
        Assert.Equal("a", (await whole.AskAsync()).Output.Text);
        await streamed.StreamAsync();

        foreach (var warning in new[] { Assert.Single(whole.Warnings), Assert.Single(streamed.Warnings) })
        {
            Assert.Equal(WarningCodes.ProviderNotice, warning.Code);
            Assert.Contains(named, warning.Message, StringComparison.Ordinal);
        }
    }
}
