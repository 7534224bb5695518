using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Chat;

public sealed class ChatAccumulatorTests
{
    private readonly ChatAccumulator _accumulator = new(new RawInferenceExecutionSettings(), target: null!);

    [Fact]
    public void PiecesOfSeveralOutputs_AreJoinedByIndex()
    {
        Add(new ChatDelta { Index = 1, Text = "b" }, new ChatDelta { Text = "a" }, new ChatDelta { Index = 1, Text = "B" });
        Add(new ChatDelta { Text = "A", FinishReason = "stop" }, new ChatDelta { Index = 1, FinishReason = "length" });

        Assert.Equal([("aA", "stop", 0), ("bB", "length", 1)], _accumulator.ToResponse().Outputs.Select(output => (output.Text, output.FinishReason, output.Index)));
    }

    [Fact]
    public void EveryFieldOfTheDeltas_EndsUpInTheOutput()
    {
        Add(new ChatDelta { Reasoning = "think", LogProbabilities = Requests.Json("""{"content": [1]}""") });
        Add(new ChatDelta { Reasoning = "ing", Refusal = "n", LogProbabilities = Requests.Json("""{"content": [2]}""") });
        Add(new ChatDelta { Refusal = "o", FinishReason = "stop" });

        var output = Assert.Single(_accumulator.ToResponse().Outputs);
        Assert.Equal(("thinking", "no", ""), (output.Reasoning, output.Refusal, output.Text));
        Assert.Equal("""{"content":[1,2]}""", output.LogProbabilities!.Value.GetRawText());
    }

    [Fact]
    public void LaterFacts_ReplaceEarlierOnes()
    {
        _accumulator.Add(new ChatChunk { Usage = new TokenUsage { Prompt = 1, Completion = 0 }, Model = "m", ResponseId = "r", Raw = Requests.Json("1") });
        _accumulator.Add(new ChatChunk { ProviderState = Requests.Json("1"), Citations = Requests.Json("[1]") });
        Add(new ChatDelta { FinishReason = "stop" });
        _accumulator.Add(new ChatChunk { Usage = FakeAnswers.Usage, ProviderState = Requests.Json("2"), Raw = Requests.Json("2") });

        var response = _accumulator.ToResponse();
        Assert.Equal((FakeAnswers.Usage, "m", "r"), (response.Usage, response.Model, response.ProviderResponseId));
        Assert.Equal("2", response.Outputs[0].ProviderState!.Value.GetRawText());
        Assert.Equal("[1]", response.Outputs[0].Citations!.Value.GetRawText());
        Assert.Equal("[1,2]", Assert.Single(response.Raw).GetRawText());
    }

    [Fact]
    public void NothingAtAll_IsCut() => AssertCut();

    [Fact]
    public void OneOutputWithoutItsEnd_IsCut()
    {
        Add(new ChatDelta { Text = "a", FinishReason = "stop" }, new ChatDelta { Index = 1, Text = "b" });
        AssertCut();
    }

    private void AssertCut() =>
        Assert.Equal(InferenceErrorCode.StreamCut, Assert.Throws<InferenceException>(_accumulator.ToResponse).Code);

    private void Add(params ChatDelta[] deltas)
    {
        foreach (var delta in deltas)
        {
            _accumulator.Add(new ChatChunk { Delta = delta });
        }
    }
}
