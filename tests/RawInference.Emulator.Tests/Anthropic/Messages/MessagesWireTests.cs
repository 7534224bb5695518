using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.Anthropic.Messages;

/// <summary>Messages, byte by byte.</summary>
public sealed class MessagesWireTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task Stream_HasTheProvidersEventsInOrder()
    {
        using var response = await emulator.PostAsync(MessageRequests.Path, MessageRequests.Ask("Say one two", more: """{"stream":true}"""));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(
            [
                "message_start", "content_block_start", "ping", "content_block_delta", "content_block_delta", "content_block_stop",
                "message_delta", "message_stop",
            ],
            text.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line["event: ".Length..]));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task InputOfATool_AddsUpInAStream()
    {
        var events = await EventsAsync(MessageRequests.Ask("Use f for Paris", more:
            """{"stream":true,"tools":[{"name":"f","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}"""));

        var deltas = events.Where(each => Type(each) == "content_block_delta").Select(each => (string)each["delta"]!["partial_json"]!).ToArray();
        Assert.Equal("", deltas[0]);
        Assert.Equal("""{"city":"Paris"}""", string.Concat(deltas));
        Assert.Equal("tool_use", (string?)events[^2]["delta"]!["stop_reason"]);
    }

    [Fact]
    public async Task ToolResult_IsUsedInTheAnswer()
    {
        var answer = await JsonAsync(MessageRequests.Ask("", more: """
            {"tools":[{"name":"f","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"Use f"},
             {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"f","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"12 degrees"}]}]}]}
            """));

        Assert.Equal("f says: 12 degrees", Text(answer));
    }

    [Fact]
    public async Task ThoughtsThatComeBackUnchanged_AreTaken_AndChangedOnesAreNot()
    {
        const string Thinking = """
            {"max_tokens":3000,"thinking":{"type":"enabled","budget_tokens":1024},
             "tools":[{"name":"f","input_schema":{"type":"object"}}]}
            """;
        var first = await JsonAsync(MessageRequests.Ask("Use f", more: Thinking));
        var second = MessageRequests.Ask("Use f", more: Thinking);
        second["messages"]!.AsArray().Add(new JsonObject { ["role"] = "assistant", ["content"] = first["content"]!.DeepClone() });
        second["messages"]!.AsArray().Add(JsonNode.Parse(
            $$"""{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{first["content"]![1]!["id"]}}","content":"done"}]}"""));

        using var taken = await emulator.PostAsync(MessageRequests.Path, second);
        second["messages"]![1]!["content"]![0]!["thinking"] = "Something else.";
        using var refused = await emulator.PostAsync(MessageRequests.Path, second);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task ThinkingOfANewModel_IsOmittedUnlessAskedFor()
    {
        var omitted = await JsonAsync(MessageRequests.Ask("Hi", "claude-opus-4-7", """{"thinking":{"type":"adaptive"}}"""));
        var shown = await JsonAsync(MessageRequests.Ask("Hi", "claude-opus-4-7", """{"thinking":{"type":"adaptive","display":"summarized"}}"""));

        Assert.Equal("", (string?)omitted["content"]![0]!["thinking"]);
        Assert.NotEqual("", (string?)shown["content"]![0]!["thinking"]);
        Assert.NotEqual(0, (int)omitted["usage"]!["output_tokens_details"]!["thinking_tokens"]!);
    }

    [Fact]
    public async Task RedactionTrigger_ClosesTheThoughts()
    {
        var answer = await JsonAsync(MessageRequests.Ask(
            "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9", more: """{"max_tokens":3000,"thinking":{"type":"enabled","budget_tokens":1024}}"""));

        Assert.Equal("redacted_thinking", (string?)answer["content"]![0]!["type"]);
        Assert.NotEqual("", (string?)answer["content"]![0]!["data"]);
    }

    [Theory]
    [InlineData("ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_1FAE", null, "refusal", 0)]
    [InlineData("Say one two three", "refusal", "refusal", 0)]
    [InlineData("Say one two three", "content-filter", "refusal", 1)]
    public async Task RefusingModel_StopsForThatReason(string prompt, string? fault, string reason, int blocks)
    {
        var answer = (await emulator.JsonAsync(MessageRequests.Path, MessageRequests.Ask(prompt), fault)).Deserialize<JsonObject>()!;

        Assert.Equal(reason, (string?)answer["stop_reason"]);
        Assert.Equal("refusal", (string?)answer["stop_details"]!["type"]);
        Assert.Equal(blocks, answer["content"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"stop_sequences":["three","two"]}""", "stop_sequence", "two", "one ")]
    [InlineData("""{"max_tokens":1}""", "max_tokens", null, "one ")]
    public async Task Ending_SaysWhatEndedIt(string more, string reason, string? sequence, string text)
    {
        var answer = await JsonAsync(MessageRequests.Ask("Say one two three", more: more));

        Assert.Equal(reason, (string?)answer["stop_reason"]);
        Assert.Equal(sequence, (string?)answer["stop_sequence"]);
        Assert.Equal(text, Text(answer));
    }

    [Fact]
    public async Task Image_IsDescribedByItsHeader()
    {
        var answer = await JsonAsync(MessageRequests.Ask(Block("image", "image/png", MediaLibrary.Files["lighthouse.png"].Bytes)));

        Assert.Equal("The image is a PNG, 96x64 pixels.", Text(answer));
        Assert.Equal(3 + 9, (int)answer["usage"]!["input_tokens"]!);
    }

    [Fact]
    public async Task CitedDocuments_AreQuotedWithTheirPlaces()
    {
        var pdf = Block("document", "application/pdf", MediaLibrary.Files["document.pdf"].Bytes);
        pdf[0]!["citations"] = new JsonObject { ["enabled"] = true };
        pdf.AsArray().Add(JsonNode.Parse("""
            {"type":"document","title":"Notes","citations":{"enabled":true},
             "source":{"type":"text","media_type":"text/plain","data":"The sea is calm. The light is on."}}
            """));
        pdf.AsArray().Add(JsonNode.Parse(
            """{"type":"document","source":{"type":"content","content":[{"type":"text","text":"One block"}]},"citations":{"enabled":true}}"""));

        var answer = await JsonAsync(MessageRequests.Ask(pdf));

        var citations = answer["content"]!.AsArray().Skip(1).Select(block => block!["citations"]![0]!).ToArray();
        Assert.Equal(["page_location", "char_location", "content_block_location"], citations.Select(Type));
        Assert.Equal(
            ["The lighthouse keeps its light.", "The sea is calm.", "One block"], citations.Select(citation => (string?)citation["cited_text"]));
        Assert.Equal([0, 1, 2], citations.Select(citation => (int)citation["document_index"]!));
        Assert.Equal("Notes", (string?)citations[1]["document_title"]);
    }

    [Fact]
    public async Task CitationsInAStream_AreDeltasOfTheirBlock()
    {
        var events = await EventsAsync(MessageRequests.Ask(
            JsonNode.Parse("""[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Calm."},"citations":{"enabled":true}}]""")!,
            more: """{"stream":true}"""));

        var delta = Assert.Single(events, each => (string?)each["delta"]?["type"] == "citations_delta");
        Assert.Equal(1, (int)delta["index"]!);
        Assert.Equal("Calm.", (string?)delta["delta"]!["citation"]!["cited_text"]);
    }

    [Fact]
    public async Task CitationBeyondTheLimit_IsNotCutButLeftOut()
    {
        var answer = await JsonAsync(MessageRequests.Ask(
            JsonNode.Parse("""[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Calm."},"citations":{"enabled":true}}]""")!,
            more: """{"max_tokens":8}"""));

        Assert.Equal("max_tokens", (string?)answer["stop_reason"]);
        Assert.Equal("The file is 5 bytes long.", Text(answer));
        Assert.Single(answer["content"]!.AsArray());
    }

    [Fact]
    public async Task SystemMessageWithinTheConversation_IsTakenByNewModels()
    {
        var answer = await JsonAsync(MessageRequests.Ask("", "claude-opus-4-8", """
            {"messages":[{"role":"user","content":"Say one"},{"role":"system","content":"Be brief."}]}
            """));

        Assert.Equal("one", Text(answer));
    }

    [Theory]
    [InlineData("""{"tools":[{"type":"web_search_20250305","name":"web_search"}]}""")]
    [InlineData("""{"speed":"fast"}""")]
    [InlineData("""{"thinking":{"type":"between_tools"}}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"search_result"}]}]}""")]
    public async Task WhatTheEmulatorCannot_IsSaid(string more)
    {
        var answer = await JsonAsync(MessageRequests.Ask("Hi", more: more));

        Assert.Equal("emulator_error", (string?)answer["error"]!["type"]);
    }

    [Fact]
    public async Task BodyAboveTheLimit_IsTooLarge()
    {
        using var content = new ByteArrayContent(new byte[32 * 1024 * 1024 + 1]);
        using var response = await emulator.Http.PostAsync(MessageRequests.Path, content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("request_too_large", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static JsonNode Block(string type, string mediaType, byte[] bytes) => new JsonArray(new JsonObject
    {
        ["type"] = type,
        ["source"] = new JsonObject { ["type"] = "base64", ["media_type"] = mediaType, ["data"] = Convert.ToBase64String(bytes) },
    });

    private static string? Type(JsonNode node) => (string?)node["type"];

    private static string? Text(JsonNode answer) => (string?)answer["content"]![0]!["text"];

    private async Task<JsonObject> JsonAsync(JsonObject request) =>
        (await emulator.JsonAsync(MessageRequests.Path, request)).Deserialize<JsonObject>()!;

    private async Task<JsonObject[]> EventsAsync(JsonObject request) =>
        [.. (await emulator.EventsAsync(MessageRequests.Path, request)).Select(data => JsonNode.Parse(data)!.AsObject())];
}
