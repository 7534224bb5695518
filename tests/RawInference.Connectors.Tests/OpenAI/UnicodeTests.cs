using RawInference.Chat;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>JSON in which a model wrote half of a surrogate pair: a parser takes it, and a writer does not.</summary>
public class UnicodeTests
{
    [Fact]
    public async Task Responses_AreReadWithTheRestRepaired()
    {
        var probe = new ChatProbe(
            new CannedHandler("""
                {"status":"completed","output":[
                  {"type":"reasoning","summary":[],"encrypted_content":"e","note":"a\ud83d"},
                  {"type":"message","content":[{"type":"output_text","text":"x","annotations":[{"title":"b\ude00"}],"logprobs":[{"token":"\ud83d"}]}]}]}
                """),
            "local",
            false,
            ("dialect", "responses"));
        var output = Assert.Single(await probe.SendAsync(ChatParameters.Default)).Output;

        Assert.Equal("a\ufffd", output.ProviderState!.Value.GetProperty("items")[0].GetProperty("note").GetString());
        Assert.Equal("b\ufffd", output.Citations!.Value[0].GetProperty("title").GetString());
        Assert.Equal("\ufffd", output.LogProbabilities!.Value.GetProperty("content")[0].GetProperty("token").GetString());
    }

    [Fact]
    public async Task ReasoningDetails_AreReadRepaired()
    {
        var probe = new ChatProbe(
            new CannedHandler("""{"choices":[{"finish_reason":"stop","message":{"content":"x","reasoning_details":[{"text":"a\ud83d"}]}}]}"""),
            "local",
            false,
            ("reasoning_state", "reasoning_details"));

        Assert.Equal("a\ufffd", Assert.Single(await probe.SendAsync(ChatParameters.Default)).Output.ProviderState!.Value.GetProperty("reasoning_details")[0].GetProperty("text").GetString());
    }
}
