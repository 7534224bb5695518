using System.Text.Json;
using Microsoft.Extensions.AI;
using RawInference.Connectors.SemanticKernel;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class ServiceUsageTests
{
    public static TheoryData<object, string> Told => new()
    {
        { new { InputTokenCount = 3, OutputTokenCount = 2, TotalTokenCount = 5, InputTokenDetails = new { CachedTokenCount = 1 }, OutputTokenDetails = new { ReasoningTokenCount = 1 } }, "3+2 cached 1 written  reasoning 1" },
        { new Dictionary<string, object?> { ["prompt_tokens"] = 3, ["completion_tokens"] = 2L }, "3+2 cached  written  reasoning " },
        { JsonElement.Parse("""{"prompt_tokens":3,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":2}}"""), "3+2 cached 2 written  reasoning " },
        { JsonElement.Parse("""{"input_tokens":3,"output_tokens":2,"cache_read_input_tokens":4,"cache_creation_input_tokens":5}"""), "12+2 cached 4 written 5 reasoning " },
        { new { PromptTokens = 3, CompletionTokens = 0, TotalTokens = 3 }, "3+0 cached  written  reasoning " },
        { new { PromptTokens = 3, TotalTokens = 5 }, "3+2 cached  written  reasoning " },
        { new { PromptTokens = 0, CompletionTokens = 0 }, "none" },
        { new { PromptTokens = 3 }, "contradiction" },
        { new { PromptTokens = 0, CompletionTokens = 2 }, "contradiction" },
        { new { PromptTokens = -1, CompletionTokens = 2 }, "contradiction" },
        { new { PromptTokens = 3, CompletionTokens = 2, TotalTokens = 6 }, "contradiction" },
        { new { PromptTokens = long.MaxValue, CompletionTokens = 2 }, "contradiction" },
        { new { Words = 3 }, "none" },
        { "3 tokens", "none" },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void Metadata_IsReadByItsNames(object usage, string expected)
    {
        var warnings = new List<InferenceWarning>();
        var read = ServiceUsage.Of(new Dictionary<string, object?> { ["Usage"] = usage }, null, warnings.Add);
        Assert.Equal(expected, Text(read, warnings));
    }

    [Fact]
    public void CountsInTheMetadataItself_AreRead()
    {
        var metadata = new Dictionary<string, object?> { ["PromptTokenCount"] = 3, ["CandidatesTokenCount"] = 2, ["ThoughtsTokenCount"] = 4, ["TotalTokenCount"] = 9 };
        Assert.Equal("3+6 cached  written  reasoning 4", Text(ServiceUsage.Of(metadata, null, null), []));
    }

    [Fact]
    public void CountsOfTheObjectBeneath_AreRead() =>
        Assert.Equal("3+2 cached  written  reasoning ", Text(ServiceUsage.Of(null, new { PromptEvalCount = 3, EvalCount = 2, EvalDuration = 99L }, null), []));

    [Fact]
    public void DetailsOfAClient_IncludeTheirCache()
    {
        var details = new UsageDetails { InputTokenCount = 12, OutputTokenCount = 2, CachedInputTokenCount = 4, AdditionalCounts = new() { ["CacheCreationInputTokens"] = 5 } };
        Assert.Equal("12+2 cached 4 written 5 reasoning ", Text(ServiceUsage.Of(details, isEmbedding: false, null), []));
    }

    [Fact]
    public void DetailsWithoutOutput_AreAnEmbeddingsOnly()
    {
        var warnings = new List<InferenceWarning>();
        Assert.Equal("3+0 cached  written  reasoning ", Text(ServiceUsage.Of(new UsageDetails { InputTokenCount = 3 }, isEmbedding: true, warnings.Add), warnings));
        Assert.Equal("contradiction", Text(ServiceUsage.Of(new UsageDetails { InputTokenCount = 3 }, isEmbedding: false, warnings.Add), warnings));
        Assert.Null(ServiceUsage.Of(null, isEmbedding: true, warnings.Add));
    }

    private static string Text(TokenUsage? usage, List<InferenceWarning> warnings) => usage is null
        ? warnings.Count == 0 ? "none" : "contradiction"
        : $"{usage.Prompt}+{usage.Completion} cached {usage.CachedPrompt} written {usage.CacheWritePrompt} reasoning {usage.Reasoning}";
}
