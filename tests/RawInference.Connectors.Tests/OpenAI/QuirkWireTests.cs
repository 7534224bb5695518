using System.Text.Json;
using RawInference.Chat;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>What each quirk changes on the wire, and what its default is.</summary>
public class QuirkWireTests
{
    private const string Answer = """{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}""";

    private static readonly JsonElement Weather = JsonText.Element("""{"type":"object","properties":{"city":{"type":"string"}}}""");

    private static ChatProbe Probe(string body = Answer, params (string Name, string Value)[] quirks) =>
        new(new CannedHandler(body), "local", false, quirks);

    [Theory]
    [InlineData("seed", """{"model":"local","messages":[{"role":"user","content":"Hi"}],"seed":7}""")]
    [InlineData("random_seed", """{"model":"local","messages":[{"role":"user","content":"Hi"}],"random_seed":7}""")]
    public async Task Seed_HasTheServersField(string field, string expected)
    {
        var probe = Probe(Answer, ("seed_field", field));
        await probe.SendAsync(new ChatParameters { Seed = 7 });
        JsonText.AssertSame(expected, probe.RequestBody);
    }

    [Theory]
    [InlineData("reasoning_effort", ",\"reasoning_effort\":\"high\"", "parameters.reasoning.max_tokens", "parameters.reasoning.summary")]
    [InlineData("reasoning", ",\"reasoning\":{\"effort\":\"high\",\"max_tokens\":100}", "parameters.reasoning.summary")]
    [InlineData("none", "", "parameters.reasoning")]
    public async Task Reasoning_IsWrittenAsTheServerTakesIt_AndTheRestIsTold(string field, string expected, params string[] told)
    {
        var probe = Probe(Answer, ("reasoning_field", field));
        await probe.SendAsync(new ChatParameters { Reasoning = new ReasoningOptions("high", 100, "auto") });

        JsonText.AssertSame($$"""{"model":"local","messages":[{"role":"user","content":"Hi"}]{{expected}}}""", probe.RequestBody);
        Assert.Equal(told, probe.Warnings.Select(warning => warning.Path));
    }

    [Fact]
    public async Task StrictOfToolAndSchema_IsLeftOutWhereTheServerDoesNotKnowIt_AndTold()
    {
        var probe = Probe(Answer, ("tool_strict", "false"));
        await probe.SendAsync(new ChatParameters
        {
            Tools = [new ToolDefinition("weather", null, Weather, true)],
            Schema = Weather,
        });

        Assert.DoesNotContain("strict", probe.RequestBody, StringComparison.Ordinal);
        Assert.Equal("parameters.tools[0].strict", Assert.Single(probe.Warnings).Path);
    }

    [Theory]
    [InlineData("reasoning_content", "\"reasoning_content\":\"Hmm\"", "\"Hmm\"")]
    [InlineData("reasoning_details", "\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"abc\"}]", "[{\"type\":\"reasoning.encrypted\",\"data\":\"abc\"}]")]
    public async Task ReasoningState_GoesBackWithItsMessage(string member, string said, string state)
    {
        var probe = Probe($$$"""{"choices":[{"message":{"content":"x",{{{said}}}},"finish_reason":"stop"}]}""", ("reasoning_state", member));
        var result = Assert.Single(await probe.SendAsync(ChatParameters.Default));
        JsonText.AssertSame($$"""{"{{member}}":{{state}}}""", result.Output.ProviderState!.Value.GetRawText());

        await probe.SendAsync(ChatParameters.Default, null, ChatProbe.User("Hi"), ChatHistoryMapping.MessageOf(result.Output), ChatProbe.User("And?"));
        JsonText.AssertSame(
            $$"""{"model":"local","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"x","{{member}}":{{state}}},{"role":"user","content":"And?"}]}""",
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task ReasoningState_IsCollectedOverAStream()
    {
        const string Events = """
            data: {"choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}}]}

            data: {"choices":[{"index":0,"delta":{"content":"x","reasoning_details":[{"type":"reasoning.text","signature":"s"}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """;
        var probe = new ChatProbe(new CannedHandler(Events, mediaType: "text/event-stream"), "local", false, ("reasoning_state", "reasoning_details"));
        var state = Assert.Single((await probe.StreamAsync(ChatParameters.Default)).Select(chunk => chunk.ProviderState).OfType<JsonElement>());
        JsonText.AssertSame("""{"reasoning_details":[{"type":"reasoning.text","text":"Hm","signature":"s"}]}""", state.GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"reasoning.text","text":"a","index":0},{"type":"reasoning.text","text":"b","signature":null,"index":0}""", """{"type":"reasoning.text","text":"ab","index":0}""")]
    [InlineData("""{"type":"reasoning.summary","summary":"a","format":"f"},{"type":"reasoning.summary","summary":"b","format":null}""", """{"type":"reasoning.summary","summary":"ab","format":"f"}""")]
    [InlineData("""{"type":"reasoning.text","text":"a","index":0},{"type":"reasoning.text","text":"b","index":1}""", null)]
    [InlineData("""{"type":"reasoning.text","text":"a","id":"x"},{"type":"reasoning.text","text":"b","id":"y"}""", null)]
    [InlineData("""{"type":"reasoning.text","text":"a","signature":"s"},{"type":"reasoning.text","text":"b"}""", null)]
    [InlineData("""{"type":"reasoning.encrypted","data":"a"},{"type":"reasoning.encrypted","data":"b"}""", null)]
    public async Task PiecesOfAReasoningItem_AreJoined_AndItemsAreNot(string pieces, string? joined)
    {
        var events = $$"""data: {"choices":[{"index":0,"delta":{"reasoning_details":[{{pieces}}]},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n";
        var probe = new ChatProbe(new CannedHandler(events, mediaType: "text/event-stream"), "local", false, ("reasoning_state", "reasoning_details"));
        var state = Assert.Single((await probe.StreamAsync(ChatParameters.Default)).Select(chunk => chunk.ProviderState).OfType<JsonElement>());
        JsonText.AssertSame($$"""{"reasoning_details":[{{joined ?? pieces}}]}""", state.GetRawText());
    }

    [Fact]
    public async Task StateThatTheServerDoesNotWant_IsTold()
    {
        var probe = Probe();
        await probe.SendAsync(
            ChatParameters.Default, null, ChatMessage.Of(ChatRole.Assistant, "x") with { ProviderState = JsonText.Element("""{"reasoning_content":"Hmm"}""") }, ChatProbe.User("Hi"));

        Assert.DoesNotContain("reasoning_content", probe.RequestBody, StringComparison.Ordinal);
        Assert.Equal("inputs.messages[0].provider_state", Assert.Single(probe.Warnings).Path);
    }
}
