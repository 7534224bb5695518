using RawInference.Chat;

namespace RawInference.Client.Tests.Chat;

public class ChatParameterContractTests
{
    private const string Inputs = """{"prompts":["hi"]}""";

    [Fact]
    public void EveryParameter_IsRead()
    {
        var parameters = Read("""
            {"temperature":0,"top_p":1,"max_tokens":5,"stop":["a","b"],"seed":-7,"frequency_penalty":-2,"presence_penalty":2,"n":3,
             "logprobs":true,"top_logprobs":4,"reasoning":{"effort":"low","max_tokens":9,"summary":"auto"},"response_format":"json_object",
             "schema":{"type":"object"},"tools":[{"name":"f"}],"tool_choice":"required","parallel_tool_calls":false}
            """);

        Assert.Equal((0, 1, 5, -7L), (parameters.Temperature, parameters.TopP, parameters.MaxTokens, parameters.Seed));
        Assert.Equal(["a", "b"], parameters.Stop!);
        Assert.Equal((-2, 2, 3), (parameters.FrequencyPenalty, parameters.PresencePenalty, parameters.Count));
        Assert.Equal((true, 4, false), (parameters.LogProbabilities, parameters.TopLogProbabilities, parameters.ParallelToolCalls));
        Assert.Equal(new ReasoningOptions("low", 9, "auto"), parameters.Reasoning);
        Assert.Equal(ResponseFormat.JsonObject, parameters.ResponseFormat);
        Assert.Equal("""{"type":"object"}""", parameters.Schema?.GetRawText());
        Assert.Equal("f", Assert.Single(parameters.Tools!).Name);
        Assert.Equal(new ToolChoice(ToolChoiceMode.Required), parameters.ToolChoice);
    }

    [Fact]
    public void OneStopSequence_IsAListOfOne() => Assert.Equal(["END"], Read("""{"stop":"END"}""").Stop!);

    [Theory]
    [InlineData("""{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}""")]
    [InlineData("""{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}""")]
    [InlineData("""{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true}""")]
    public void Tool_IsReadFlatAndInItsEnvelope(string tool)
    {
        var request = Given.Chat(Inputs, $$"""{"tools":[{{tool}}]}""");

        var definition = Assert.Single(request.Parameters.Tools!);
        Assert.Equal(("f", "d", true), (definition.Name, definition.Description, definition.Strict));
        Assert.Equal("""{"type":"object"}""", definition.Parameters?.GetRawText());
        Assert.Empty(request.Call.Warnings);
    }

    [Theory]
    [InlineData("""{"name":"f","cache_control":{"type":"ephemeral","ttl":"1h"}}""")]
    [InlineData("""{"type":"function","function":{"name":"f"},"cache_control":{"type":"ephemeral","ttl":"1h"}}""")]
    [InlineData("""{"type":"function","function":{"name":"f","cache_control":{"type":"ephemeral","ttl":"1h"}}}""")]
    public void CacheHintOfATool_StandsOnItOrOnItsFunction(string tool)
    {
        var request = Given.Chat(Inputs, $$"""{"tools":[{{tool}}]}""");

        Assert.Equal(new CacheHint("1h"), Assert.Single(request.Parameters.Tools!).CacheControl);
        Assert.Empty(request.Call.Warnings);
    }

    [Theory]
    [InlineData("\"text\"", ResponseFormat.Text)]
    [InlineData("""{"type":"text"}""", ResponseFormat.Text)]
    [InlineData("""{"type":"json_object"}""", ResponseFormat.JsonObject)]
    public void ResponseFormat_IsAWordOrATypedObject(string json, ResponseFormat format) =>
        Assert.Equal(format, Read($$"""{"response_format":{{json}}}""").ResponseFormat);

    [Theory]
    [InlineData("\"auto\"", ToolChoiceMode.Auto, null)]
    [InlineData("\"none\"", ToolChoiceMode.None, null)]
    [InlineData("""{"name":"f"}""", ToolChoiceMode.Named, "f")]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", ToolChoiceMode.Named, "f")]
    public void ToolChoice_IsAWordOrNamesATool(string json, ToolChoiceMode mode, string? name) =>
        Assert.Equal(new ToolChoice(mode, name), Read($$"""{"tool_choice":{{json}}}""").ToolChoice);

    [Theory]
    [InlineData("tools", "[1]", "[0]")]
    [InlineData("tools", "[{}]", "[0].name")]
    [InlineData("tools", """[{"name":"bad name"}]""", "[0].name")]
    [InlineData("tools", """[{"name":"a1234567890123456789012345678901234567890123456789012345678901234"}]""", "[0].name")]
    [InlineData("tools", """[{"name":""}]""", "[0].name")]
    [InlineData("tools", """[{"name":3}]""", "[0].name")]
    [InlineData("tools", """[{"name":"f","parameters":[]}]""", "[0].parameters")]
    [InlineData("tools", """[{"name":"f","strict":"yes"}]""", "[0].strict")]
    [InlineData("tools", """[{"name":"f","description":1}]""", "[0].description")]
    [InlineData("tools", """[{"name":"f","cache_control":{"type":"x"}}]""", "[0].cache_control.type")]
    [InlineData("tools", """[{"function":{"name":"f"},"cache_control":1}]""", "[0].cache_control")]
    [InlineData("tools", """[{"name":"f"},{"name":"f"}]""", "")]
    [InlineData("tools", """[{"type":"web_search","name":"f"}]""", "[0].type")]
    [InlineData("tools", """[{"function":5}]""", "[0].function")]
    [InlineData("tools", """[{"function":[]}]""", "[0].function")]
    [InlineData("tools", """[{"function":{}}]""", "[0].function.name")]
    [InlineData("tool_choice", "{}", "")]
    [InlineData("tool_choice", """{"name":5}""", ".name")]
    [InlineData("tool_choice", """{"function":"f"}""", ".function")]
    [InlineData("tool_choice", """{"type":"function","function":{}}""", "")]
    [InlineData("response_format", "{}", ".type")]
    [InlineData("response_format", """{"type":null}""", ".type")]
    [InlineData("response_format", """{"type":"json_schema","json_schema":null}""", ".type")]
    [InlineData("reasoning", """{"effort":"extreme"}""", ".effort")]
    [InlineData("reasoning", """{"effort":1}""", ".effort")]
    [InlineData("reasoning", """{"max_tokens":-1}""", ".max_tokens")]
    [InlineData("reasoning", """{"max_tokens":1e999}""", ".max_tokens")]
    [InlineData("reasoning", """{"summary":"long"}""", ".summary")]
    [InlineData("stop", """["a",2]""", "[1]")]
    [InlineData("stop", """["",""]""", "[0] [1]")]
    public void WrongInside_IsRefusedWithItsPath(string name, string json, string paths) => Assert.Equal(
        paths.Split(' ').Select(path => $"parameters.{name}{path}"),
        Given.Refused(Operations.Chat, Inputs, $$"""{"{{name}}":{{json}}}"""));

    [Theory]
    [InlineData("tools", """[{"name":"f","mood":1}]""", "[0].mood")]
    [InlineData("tools", """[{"name":"f","id":"x"}]""", "[0].id")]
    [InlineData("tools", """[{"function":{"name":"f","mood":1}}]""", "[0].function.mood")]
    [InlineData("tools", """[{"function":{"name":"f"},"name":"g"}]""", "[0].name")]
    [InlineData("tool_choice", """{"name":"f","mood":1}""", ".mood")]
    [InlineData("reasoning", """{"effort":"low","mood":1}""", ".mood")]
    [InlineData("response_format", """{"type":"text","mood":1}""", ".mood")]
    public void UnknownMember_IsAWarning(string name, string json, string path) =>
        Assert.Equal([$"unknown_field parameters.{name}{path}"], Given.Warned(Given.Chat(Inputs, $$"""{"{{name}}":{{json}}}""")));

    [Fact]
    public void MoreToolsThanTheBound_AreRefused()
    {
        var tools = string.Join(',', Enumerable.Range(0, 513).Select(index => $$"""{"name":"f{{index}}"}"""));

        Assert.Equal(["parameters.tools"], Given.Refused(Operations.Chat, Inputs, $$"""{"tools":[{{tools}}]}"""));
    }

    [Fact]
    public void DeepSchema_IsPassedOnAsItIs()
    {
        var schema = string.Concat(Enumerable.Repeat("""{"items":""", 60)) + "{}" + new string('}', 60);

        Assert.Equal(schema, Read($$"""{"schema":{{schema}}}""").Schema?.GetRawText());
    }

    private static ChatParameters Read(string parameters) => Given.Chat(Inputs, parameters).Parameters;
}
