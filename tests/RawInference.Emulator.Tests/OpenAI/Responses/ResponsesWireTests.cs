using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.OpenAI.Responses;

/// <summary>Responses, event by event.</summary>
public sealed class ResponsesWireTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Path = "/v1/responses";

    [Fact]
    public async Task StreamOfText_HasTheProvidersSequence()
    {
        var events = await EventsAsync(new JsonObject { ["model"] = "gpt-4o", ["input"] = "Say hello there", ["stream"] = true });

        Assert.Equal(
            [
                "response.created",
                "response.in_progress",
                "response.output_item.added",
                "response.content_part.added",
                "response.output_text.delta",
                "response.output_text.delta",
                "response.output_text.done",
                "response.content_part.done",
                "response.output_item.done",
                "response.completed",
            ],
            events.Select(Type));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(each => each.GetProperty("sequence_number").GetInt32()));
    }

    [Fact]
    public async Task StreamWithReasoningAndCall_AnnouncesEachItemInTurn()
    {
        var body = JsonNode.Parse("""
            {
              "model": "gpt-5", "input": "Call get_time", "stream": true, "store": false,
              "reasoning": {"effort": "low", "summary": "auto"}, "include": ["reasoning.encrypted_content"],
              "tools": [{"type": "function", "name": "get_time", "parameters": {"type": "object", "properties": {}}}]
            }
            """)!;

        var events = await EventsAsync(body);

        Assert.Equal(
            [
                "response.created",
                "response.in_progress",
                "response.output_item.added",
                "response.reasoning_summary_part.added",
                "response.reasoning_summary_text.delta",
                "response.reasoning_summary_text.done",
                "response.reasoning_summary_part.done",
                "response.output_item.done",
                "response.output_item.added",
                "response.function_call_arguments.delta",
                "response.function_call_arguments.done",
                "response.output_item.done",
                "response.completed",
            ],
            events.Select(Type).Where((type, index) => index == 0 || type != Type(events[index - 1])));
        var output = events[^1].GetProperty("response").GetProperty("output");
        Assert.Equal(["reasoning", "function_call"], output.EnumerateArray().Select(item => item.GetProperty("type").GetString()));
        Assert.NotEmpty(output[0].GetProperty("encrypted_content").GetString()!);
    }

    [Fact]
    public async Task TokenLimitInAStream_EndsAsIncomplete()
    {
        var events = await EventsAsync(new JsonObject
        {
            ["model"] = "gpt-4o",
            ["input"] = "Write 200 words",
            ["stream"] = true,
            ["max_output_tokens"] = 16,
        });

        Assert.Equal("response.incomplete", Type(events[^1]));
        Assert.Equal("max_output_tokens", events[^1].GetProperty("response").GetProperty("incomplete_details").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Instructions_CountAsInput()
    {
        var without = await emulator.JsonAsync(Path, new JsonObject { ["model"] = "gpt-4o", ["input"] = "Say x" });
        var with = await emulator.JsonAsync(Path, new JsonObject { ["model"] = "gpt-4o", ["input"] = "Say x", ["instructions"] = "Be brief." });

        Assert.True(Input(with) > Input(without));

        static int Input(JsonElement response) => response.GetProperty("usage").GetProperty("input_tokens").GetInt32();
    }

    [Fact]
    public async Task HostedTool_IsNotEmulated()
    {
        var body = JsonNode.Parse("""{"model": "gpt-4o", "input": "x", "tools": [{"type": "web_search"}]}""")!;

        Assert.Equal("not_emulated", (await emulator.JsonAsync(Path, body)).GetProperty("error").GetProperty("code").GetString());
    }

    private static string Type(JsonElement data) => data.GetProperty("type").GetString()!;

    private async Task<List<JsonElement>> EventsAsync(JsonNode body) =>
        [.. (await emulator.EventsAsync(Path, body)).Select(data => JsonDocument.Parse(data).RootElement)];
}
