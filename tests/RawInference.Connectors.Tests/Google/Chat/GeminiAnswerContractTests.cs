using NJsonSchema;
using RawInference.Chat;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Chat;

/// <summary>What answers have besides text, against the stand-in.</summary>
public class GeminiAnswerContractTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Schema = """
        {"type":"object","properties":{
          "city":{"type":"string"},"degrees":{"type":"integer","minimum":-50,"maximum":60},"sky":{"enum":["clear","cloudy"]},
          "hours":{"type":"array","items":{"type":"number"},"minItems":2},"note":{"anyOf":[{"type":"string"},{"type":"null"}]}},
         "required":["city","degrees","sky","hours","note"],"additionalProperties":false}
        """;

    [Theory]
    [InlineData(GeminiProbe.Level, false)]
    [InlineData(GeminiProbe.Level, true)]
    [InlineData(GeminiProbe.Budget, false)]
    [InlineData(GeminiProbe.Budget, true)]
    public async Task AnswerOfASchema_IsValid(string model, bool stream)
    {
        var conversation = ConversationWith(model, stream);
        var answer = await conversation.AskAsync(new ChatParameters { Schema = JsonText.Element(Schema) }, GeminiProbe.User("How is it in Paris?"));

        var schema = await JsonSchema.FromJsonAsync(Schema);
        Assert.Empty(schema.Validate(answer.Output.Text));
        Assert.Empty(conversation.Warnings);
    }

    [Theory]
    [InlineData(GeminiProbe.Level, false)]
    [InlineData(GeminiProbe.Level, true)]
    [InlineData(GeminiProbe.Budget, false)]
    [InlineData(GeminiProbe.Budget, true)]
    public async Task Thoughts_AreShownAndCounted(string model, bool stream)
    {
        var conversation = ConversationWith(model, stream);
        var answer = await conversation.AskAsync(
            new ChatParameters { Reasoning = new ReasoningOptions("high", null, "auto") }, GeminiProbe.User("Say light"));

        Assert.Equal("light", answer.Output.Text);
        Assert.NotEmpty(answer.Output.Reasoning!);
        Assert.True(answer.Usage!.Reasoning > 0);
        Assert.True(answer.Usage.Completion > answer.Usage.Reasoning);
        Assert.True(answer.Usage.Prompt > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswerWithoutThoughts_CountsNone(bool stream)
    {
        var conversation = ConversationWith(GeminiProbe.Budget, stream);
        var answer = await conversation.AskAsync(
            new ChatParameters { Reasoning = new ReasoningOptions("none", null, null) }, GeminiProbe.User("Say light"));

        Assert.Equal(("light", null, null), (answer.Output.Text, answer.Output.Reasoning, answer.Usage!.Reasoning));
        Assert.True(answer.Usage.Completion > 0);
    }

    private GeminiConversation ConversationWith(string model, bool stream) =>
        new(GoogleContractTarget.Connector.CreateChatService(GoogleContractTarget.Of(server.Address, model)), stream);
}
