using RawInference.Chat;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Client.Tests.Chat;

public class ChatContractTests
{
    private static readonly IOperationContract Contract = OperationContracts.Find(Operations.Chat)!;

    [Fact]
    public void EachPrompt_IsAConversationOfItsOwn_WithTheMediaBesideIt()
    {
        var request = Given.Chat("""{"prompts":["a","b"],"image_url":"https://a.example/x.png"}""");

        Assert.Equal(["a", "b"], request.Conversations.Select(messages => Assert.Single(messages).Text));
        Assert.All(request.Conversations, messages => Assert.Equal("https://a.example/x.png", messages[0].Parts[1].Media?.Url));
        Assert.All(request.Conversations, messages => Assert.Equal(ChatRole.User, messages[0].Role));
    }

    [Fact]
    public void MediaBesideMessages_BelongToTheLastUserMessage()
    {
        var request = Given.Chat("""
            {"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}],
             "audio_base64":"AAAA"}
            """);

        Assert.Equal([1, 1, 2, 1], request.Conversations[0].Select(message => message.Parts.Count));
        Assert.Equal(MediaKind.Audio, request.Conversations[0][2].Parts[1].Media?.Kind);
    }

    [Fact]
    public void MediaWithoutAUserMessage_AreRefused() => Assert.Equal(
        ["inputs.messages"],
        Given.Refused(Operations.Chat, """{"messages":[{"role":"system","content":"a"}],"image_url":"https://a.example"}"""));

    [Fact]
    public void Data_IsWrittenAsTheContractHasIt()
    {
        var response = new ChatResponse
        {
            Outputs =
            [
                new ChatOutput { Text = "a", FinishReason = FinishReason.Stop },
                new ChatOutput
                {
                    Text = "",
                    FinishReason = FinishReason.ToolCalls,
                    Object = Given.Json("""{"x":1}"""),
                    ToolCalls = [new ToolCall("c1", "f", """{"a":1}""")],
                    Reasoning = "because",
                    Refusal = "no",
                    Citations = Given.Json("[1]"),
                    LogProbabilities = Given.Json("[2]"),
                    ProviderState = Given.Json("[3]"),
                },
            ],
        };

        Assert.Equal(
            """
            {"outputs":[{"text":"a","finish_reason":"stop"},{"text":"","finish_reason":"tool_calls","object":{"x":1},"tool_calls":[{"id":"c1","name":"f","arguments":"{\u0022a\u0022:1}"}],"reasoning":"because","refusal":"no","citations":[1],"logprobs":[2],"provider_state":[3]}]}
            """,
            Given.Written(writer => Contract.WriteData(writer, response)));
    }

    [Fact]
    public void OutputsOfN_HaveTheirIndexWithinThePrompt()
    {
        var response = new ChatResponse { Outputs = [Output("a", 0), Output("b", 1), Output("c", 0), Output("d", 1)] };

        Assert.Equal(
            """{"outputs":[{"text":"a","finish_reason":"stop","index":0},{"text":"b","finish_reason":"stop","index":1},{"text":"c","finish_reason":"stop","index":0},{"text":"d","finish_reason":"stop","index":1}]}""",
            Given.Written(writer => Contract.WriteData(writer, response)));

        static ChatOutput Output(string text, int index) => new() { Text = text, Index = index, FinishReason = FinishReason.Stop };
    }

    [Fact]
    public void Delta_IsWrittenWithItsIndexAndWhatItHas()
    {
        Assert.Equal("""{"index":2,"text":"a"}""", Given.Written(writer => Contract.WriteDelta(writer, new ChatDelta { Index = 2, Text = "a" })));
        Assert.Equal(
            """{"index":0,"reasoning":"r","refusal":"x","tool_call":{"index":1,"id":"c","name":"f","arguments":"{"},"logprobs":[1],"finish_reason":"stop"}""",
            Given.Written(writer => Contract.WriteDelta(writer, new ChatDelta
            {
                Reasoning = "r",
                Refusal = "x",
                ToolCall = new ToolCallDelta(1, "c", "f", "{"),
                LogProbabilities = Given.Json("[1]"),
                FinishReason = FinishReason.Stop,
            })));
    }

    [Fact]
    public void LoneSurrogateFromTheModel_DoesNotCutTheAnswer()
    {
        var response = new ChatResponse
        {
            Outputs = [new ChatOutput { Text = "a\ud800", FinishReason = FinishReason.Stop, Object = Given.Json("""{"\ud83d":"\ude00"}""") }],
        };

        Assert.Equal(
            """{"outputs":[{"text":"a\uFFFD","finish_reason":"stop","object":{"\uFFFD":"\uFFFD"}}]}""",
            Given.Written(writer => Contract.WriteData(writer, response)));
    }
}
