using RawInference.Contract;

namespace RawInference.Client.Tests.Contract;

public class ParameterTableTests
{
    /// <summary>The kinds of JSON that each parameter may be, written out.</summary>
    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["chat.temperature"] = ["number"],
        ["chat.top_p"] = ["number"],
        ["chat.max_tokens"] = ["number"],
        ["chat.stop"] = ["string", "list"],
        ["chat.seed"] = ["number"],
        ["chat.frequency_penalty"] = ["number"],
        ["chat.presence_penalty"] = ["number"],
        ["chat.n"] = ["number"],
        ["chat.logprobs"] = ["flag"],
        ["chat.top_logprobs"] = ["number"],
        ["chat.reasoning"] = ["object"],
        ["chat.response_format"] = ["string", "object"],
        ["chat.schema"] = ["object"],
        ["chat.tools"] = ["list"],
        ["chat.tool_choice"] = ["string", "object"],
        ["chat.parallel_tool_calls"] = ["flag"],
        ["embedding.dimensions"] = ["number"],
        ["transcription.language"] = ["string"],
        ["transcription.temperature"] = ["number"],
        ["transcription.translate"] = ["flag"],
        ["transcription.timestamp_granularities"] = ["list"],
        ["image.size"] = ["string"],
        ["image.n"] = ["number"],
        ["image.quality"] = ["string"],
        ["image.background"] = ["string"],
        ["image.output_format"] = ["string"],
        ["image.output_compression"] = ["number"],
        ["image.seed"] = ["number"],
        ["speech.voice"] = ["string"],
        ["speech.response_format"] = ["string"],
        ["speech.speed"] = ["number"],
        ["speech.instructions"] = ["string"],
        ["speech.language"] = ["string"],
    };

    private static readonly Dictionary<string, string[]> Samples = new()
    {
        ["number"] = ["1", "-1e999", "1e999"],
        ["string"] = ["\"\"", "\"word\"", "\"1\""],
        ["flag"] = ["true", "false"],
        ["list"] = ["[]", "[1]", "[\"1\"]"],
        ["object"] = ["{}", "{\"type\":1}"],
    };

    public static TheoryData<string, string> WrongKinds =>
    [
        .. from parameter in Kinds
           from sample in Samples
           where !parameter.Value.Contains(sample.Key)
           from json in sample.Value
           select (parameter.Key, json),
    ];

    public static TheoryData<string> All => [.. Kinds.Keys];

    [Fact]
    public void TableOfKinds_IsComplete() => Assert.Equal(
        OperationContracts.All.SelectMany(contract => contract.ParameterNames, (contract, name) => $"{contract.Operation}.{name}").Order(),
        Kinds.Keys.Order());

    [Theory]
    [MemberData(nameof(WrongKinds))]
    public void WrongKind_IsRefusedAtTheParameter(string parameter, string json)
    {
        var (operation, name) = Split(parameter);

        Assert.Equal([$"parameters.{name}"], Given.Refused(operation, Given.InputsOf(operation), $$"""{"{{name}}":{{json}}}"""));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Null_IsAsGoodAsAbsent(string parameter)
    {
        var (operation, name) = Split(parameter);

        var request = Given.Bind(operation, Given.InputsOf(operation), $$"""{"{{name}}":null}""");

        Assert.Empty(request.Call.Warnings);
        Assert.Empty(request.Check(Given.Model(name)));
    }

    [Theory]
    [InlineData("chat.temperature", "2.1")]
    [InlineData("chat.temperature", "-0.1")]
    [InlineData("chat.temperature", "1e999")]
    [InlineData("chat.top_p", "1.0001")]
    [InlineData("chat.max_tokens", "0")]
    [InlineData("chat.max_tokens", "2147483648")]
    [InlineData("chat.max_tokens", "1.5")]
    [InlineData("chat.max_tokens", "1e999")]
    [InlineData("chat.seed", "9223372036854775808")]
    [InlineData("chat.seed", "-1e999")]
    [InlineData("chat.n", "0")]
    [InlineData("chat.n", "129")]
    [InlineData("chat.top_logprobs", "21")]
    [InlineData("chat.frequency_penalty", "-2.1")]
    [InlineData("chat.presence_penalty", "3")]
    [InlineData("chat.stop", "[]")]
    [InlineData("chat.tools", "[]")]
    [InlineData("chat.response_format", "\"xml\"")]
    [InlineData("chat.tool_choice", "\"maybe\"")]
    [InlineData("embedding.dimensions", "0")]
    [InlineData("embedding.dimensions", "65537")]
    [InlineData("transcription.temperature", "1.1")]
    [InlineData("transcription.language", "\"\"")]
    [InlineData("transcription.timestamp_granularities", "[]")]
    [InlineData("image.n", "0")]
    [InlineData("image.n", "11")]
    [InlineData("image.n", "1.5")]
    [InlineData("image.n", "1e999")]
    [InlineData("image.size", "\"\"")]
    [InlineData("image.output_compression", "-1")]
    [InlineData("image.output_compression", "101")]
    [InlineData("image.seed", "9223372036854775808")]
    [InlineData("speech.voice", "\"\"")]
    [InlineData("speech.speed", "0.2")]
    [InlineData("speech.speed", "4.1")]
    [InlineData("speech.speed", "1e999")]
    public void ValueOutOfItsRange_IsRefusedAtTheParameter(string parameter, string json)
    {
        var (operation, name) = Split(parameter);

        Assert.Equal([$"parameters.{name}"], Given.Refused(operation, Given.InputsOf(operation), $$"""{"{{name}}":{{json}}}"""));
    }

    [Theory]
    [InlineData("500.0")]
    [InlineData("5e2")]
    [InlineData("500")]
    public void WholeNumber_MayBeWrittenInAnyWay(string json) =>
        Assert.Equal(500, Given.Chat("""{"prompts":["hi"]}""", $$"""{"max_tokens":{{json}}}""").Parameters.MaxTokens);

    [Fact]
    public void UnknownParameter_IsAWarningThatNamesWhatThereIs()
    {
        var request = Given.Embedding("""{"text":"hi"}""", """{"temperature":1,"dimensions":8}""");

        var warning = Assert.Single(request.Call.Warnings);
        Assert.Equal((WarningCodes.UnknownParameter, "parameters.temperature"), (warning.Code, warning.Path));
        Assert.Contains("dimensions", warning.Message, StringComparison.Ordinal);
        Assert.Equal(8, request.Parameters.Dimensions);
    }

    [Fact]
    public void ParametersOfTheCall_AreNoBusinessOfTheOperation()
    {
        var request = Given.Embedding("""{"text":"hi"}""", """{"stream":true,"timeout_ms":5,"provider_options":{}}""");

        Assert.Empty(request.Call.Warnings);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("1")]
    public void ParametersThatAreNoObject_AreRefused(string json) =>
        Assert.Equal(["parameters"], Given.Refused(Operations.Chat, """{"prompts":["hi"]}""", json));

    [Fact]
    public void NullParameters_AreNone() => Assert.Same(
        RawInference.Chat.ChatParameters.Default,
        Given.Chat("""{"prompts":["hi"]}""", "null").Parameters);

    [Fact]
    public void DefaultsOfAnAlias_LieBeneathTheCallersOwn()
    {
        var request = (RawInference.Chat.ChatRequest)Given.Call("""{"prompts":["hi"]}""", """{"temperature":0.5}""")
            .Bind(new RequestBinding(Operations.Chat, Given.Json("""{"temperature":1,"max_tokens":9}""")));

        Assert.Equal((0.5, 9), (request.Parameters.Temperature, request.Parameters.MaxTokens));
    }

    [Theory]
    [InlineData("""{"temperature":"warm"}""", "parameters.temperature")]
    [InlineData("""{"stop":["\ud800"]}""", "parameters.stop[0]")]
    public void WrongDefaultsOfAnAlias_AreRefused(string defaults, string path)
    {
        var exception = Assert.Throws<InferenceException>(
            () => Given.Call("""{"prompts":["hi"]}""").Bind(new RequestBinding(Operations.Chat, Given.Json(defaults))));

        Assert.Equal([path], exception.Problems.Select(problem => problem.Path));
    }

    private static (string Operation, string Name) Split(string parameter) =>
        (parameter[..parameter.IndexOf('.', StringComparison.Ordinal)], parameter[(parameter.IndexOf('.', StringComparison.Ordinal) + 1)..]);
}
