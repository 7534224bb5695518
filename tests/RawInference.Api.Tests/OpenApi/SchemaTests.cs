using System.Text.Json.Nodes;
using RawInference.Api.Errors;
using RawInference.Contract;

namespace RawInference.Api.Tests.OpenApi;

public class SchemaTests(DocumentHost host)
{
    private static readonly string[] CallParameters = ["stream", "timeout_ms", "provider_options"];

    private static readonly Dictionary<string, JsonObject> Inputs = new()
    {
        [Operations.Chat] = new JsonObject { ["prompts"] = new JsonArray("hello") },
        [Operations.Embedding] = new JsonObject { ["text"] = "hello" },
        [Operations.Transcription] = new JsonObject { ["audio_url"] = "https://example.com/tone.wav" },
        [Operations.Image] = new JsonObject { ["prompts"] = new JsonArray("a lamp") },
        [Operations.Speech] = new JsonObject { ["text"] = "hello" },
    };

    public static TheoryData<string> AllOperations => [.. OperationContracts.All.Select(contract => contract.Operation)];

    [Theory]
    [MemberData(nameof(AllOperations))]
    public void EveryParameter_IsDescribed_AndNoOther(string operation) => Assert.Equal(
        OperationContracts.Find(operation)!.ParameterNames.Concat(CallParameters).Order(),
        Parameters(operation).Select(parameter => parameter.Key).Order());

    [Theory]
    [MemberData(nameof(AllOperations))]
    public void EveryInput_IsDescribed_AndNoOther(string operation) => Assert.Equal(
        OperationContracts.Find(operation)!.InputKeys.Order(),
        Schema($"{Name(operation)}Inputs")["properties"]!.AsObject().Select(input => input.Key).Order());

    [Fact]
    public void EveryOperation_IsATask() => Assert.Equal(
        OperationContracts.All.Select(contract => contract.Operation),
        Words(Schema("InferenceRequest")["properties"]!["task"]!));

    [Fact]
    public void EveryErrorCodeAndType_IsDescribed()
    {
        // Nobody reads the answer to a caller who has left.
        var codes = Enum.GetValues<InferenceErrorCode>().Where(code => code != InferenceErrorCode.Canceled).ToArray();

        Assert.Equal(codes.Select(InferenceErrors.NameOf), Words(Schema("ErrorDetails")["properties"]!["code"]!));
        Assert.Equal(
            codes.Select(code => ErrorMapping.Of(code).Type).Distinct().Order(),
            Words(Schema("Error")["properties"]!["type"]!).Order());
    }

    [Fact]
    public void EverySchemaAndMember_HasADescription()
    {
        foreach (var (name, schema) in host.Document["components"]!["schemas"]!.AsObject())
        {
            Assert.True(schema!["description"] is not null, name);
            foreach (var (member, description) in schema["properties"]?.AsObject() ?? [])
            {
                Assert.True(description!["description"] is not null || description["$ref"] is not null || description["anyOf"] is not null, $"{name}.{member}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllOperations))]
    public void Ranges_AreTheGateways(string operation)
    {
        foreach (var (name, schema) in Parameters(operation))
        {
            if (schema!["minimum"] is { } minimum && schema["maximum"] is { } maximum)
            {
                Assert.Empty(Complaints(operation, name, JsonNode.Parse(minimum.ToJsonString())));
                Assert.Empty(Complaints(operation, name, JsonNode.Parse(maximum.ToJsonString())));
                Assert.NotEmpty(Complaints(operation, name, JsonValue.Create(minimum.GetValue<decimal>() - 1)));
                Assert.NotEmpty(Complaints(operation, name, JsonValue.Create(maximum.GetValue<decimal>() + 1)));
            }
        }
    }

    [Theory]
    [InlineData("ReasoningOptions", "effort", "reasoning")]
    [InlineData("ReasoningOptions", "summary", "reasoning")]
    public void Words_AreTheGateways(string schema, string member, string parameter)
    {
        foreach (var word in Words(Schema(schema)["properties"]![member]!).Append("no such word"))
        {
            var complaints = Complaints(Operations.Chat, parameter, new JsonObject { [member] = word });
            Assert.Equal(word == "no such word", complaints.Count > 0);
        }
    }

    [Theory]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"temperature":3}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"temperatur":1}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"stream":"yes"}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"stop":[]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"tools":[{"description":"nameless"}]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"tools":[{"name":"no spaces"}]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"tool_choice":"perhaps"}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"parameters":{"temperature":1,"response_format":"yaml"}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"],"image_urls":[]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"strict":"yes"}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"prompts":["a"]},"max_costs":1}""")]
    [InlineData("""{"provider":"p","model":"m","task":"chat","inputs":{"prompts":"a"}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"texts":[]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"texts":[""]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"messages":[{"content":"a"}]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"messages":[{"role":"users","content":"a"}]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"messages":[{"role":"user","content":"a","mood":"good"}]}}""")]
    [InlineData("""{"provider":"p","model":"m","inputs":{"messages":[{"role":"assistant","tool_calls":[{"name":"f"}]}]}}""")]
    [InlineData("""{"feature_uri":"other://e@1/i","inputs":{"text":"a"}}""")]
    [InlineData("""{"provider":"p","model":"m","task":"image","inputs":{"prompts":["a"]},"parameters":{"quality":"low","n":11}}""")]
    [InlineData("""{"provider":"p","model":"m","task":"image","inputs":{"prompts":["a"]},"parameters":{"size":""}}""")]
    [InlineData("""{"provider":"p","model":"m","task":"speech","inputs":{"text":"a"},"parameters":{"speed":5}}""")]
    [InlineData("""{"provider":"p","model":"m","task":"transcription","inputs":{"audio_urls":["a","b"]},"parameters":{"translate":"en"}}""")]
    public async Task WhatTheGatewayObjectsTo_TheClosedSchemaRefuses(string body)
    {
        var schema = await host.SchemaAsync("InferenceRequest");
        var json = JsonNode.Parse(body)!;

        Assert.NotEmpty(ContractCall.Complaints(json));
        Assert.NotEmpty(schema.Validate(json));
    }

    [Theory]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a"},"b",{"image_url":"https://example.com/a.png"},{"audio_base64":"AAAA"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"file_data":"AAAA","filename":"a.pdf"}}],"name":"eve"}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"1","name":"f","arguments":{"a":1}}],"provider_state":{"x":1}}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]}""")]
    [InlineData("""{"role":"tool","tool_call_id":"1","content":"42"}""")]
    public async Task MessagesThatTheGatewayTakes_AreValid(string message)
    {
        var schema = await host.SchemaAsync("InferenceRequest");
        var body = Body(Operations.Chat);
        body["inputs"] = new JsonObject { ["messages"] = new JsonArray(JsonNode.Parse(message)) };

        Assert.Empty(ContractCall.Complaints(body));
        Assert.Empty(schema.Validate(body));
    }

    [Theory]
    [InlineData("stop", "\"a\"")]
    [InlineData("stop", "[\"a\",\"b\"]")]
    [InlineData("tools", """[{"name":"f","description":"d","parameters":{"type":"object"},"strict":true},{"type":"function","function":{"name":"g"}}]""")]
    [InlineData("tools", """[{"name":"f","cache_control":{"type":"ephemeral"}},{"function":{"name":"g"},"cache_control":{"type":"ephemeral","ttl":"5m"}}]""")]
    [InlineData("tool_choice", "\"required\"")]
    [InlineData("tool_choice", """{"name":"f"}""")]
    [InlineData("tool_choice", """{"type":"function","function":{"name":"f"}}""")]
    [InlineData("response_format", "\"json_object\"")]
    [InlineData("response_format", """{"type":"json_object"}""")]
    [InlineData("schema", """{"type":"object","properties":{"a":{"type":"string"}}}""")]
    [InlineData("provider_options", """{"user":"u"}""")]
    public async Task ParametersThatTheGatewayTakes_AreValid(string name, string value)
    {
        var schema = await host.SchemaAsync("InferenceRequest");
        var body = Body(Operations.Chat);
        body["parameters"] = new JsonObject { [name] = JsonNode.Parse(value) };

        Assert.Empty(ContractCall.Complaints(body));
        Assert.Empty(schema.Validate(body));
    }

    private static IReadOnlyList<string> Complaints(string operation, string parameter, JsonNode? value)
    {
        var body = Body(operation);
        body["parameters"] = new JsonObject { [parameter] = value };
        return ContractCall.Complaints(body);
    }

    private static JsonObject Body(string operation) =>
        new() { ["provider"] = "p", ["model"] = "m", ["task"] = operation, ["inputs"] = Inputs[operation].DeepClone() };

    private JsonObject Parameters(string operation) => Schema($"{Name(operation)}Parameters")["properties"]!.AsObject();

    private JsonNode Schema(string name) => host.Document["components"]!["schemas"]![name]!;

    private static string Name(string operation) => $"{char.ToUpperInvariant(operation[0])}{operation[1..]}";

    private static IEnumerable<string> Words(JsonNode schema) => schema["enum"]!.AsArray().Select(word => word!.GetValue<string>());
}
