using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.Google.Generate;

/// <summary>Function calls, their results, and the signatures that go with them.</summary>
public sealed class ToolTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Gemini3 = "gemini-3-pro-preview:generateContent";

    [Fact]
    public async Task Call_HasArgumentsAsAnObject()
    {
        var (_, answer) = await emulator.GeminiAsync("gemini-2.0-flash:generateContent", Request("Use find_city in Paris"));

        var call = Assert.Single(GoogleCalls.Parts(answer)).GetProperty("functionCall");
        Assert.Equal("find_city", call.GetProperty("name").GetString());
        Assert.Equal("""{"city":"Paris"}""", call.GetProperty("args").GetRawText());
        Assert.False(call.TryGetProperty("id", out _));
        Assert.Equal("STOP", GoogleCalls.Candidate(answer).GetProperty("finishReason").GetString());
    }

    [Theory]
    [InlineData("NONE", null, 0)]
    [InlineData("AUTO", null, 0)]
    [InlineData("any", null, 1)]
    [InlineData("ANY", "find_river", 1)]
    public async Task Mode_DecidesWhetherToCall(string mode, string? allowed, int calls)
    {
        var body = Request("Hello");
        body["toolConfig"] = new JsonObject { ["functionCallingConfig"] = new JsonObject { ["mode"] = mode } };
        if (allowed is not null)
        {
            body["toolConfig"]!["functionCallingConfig"]!["allowedFunctionNames"] = new JsonArray(allowed);
        }

        var (_, answer) = await emulator.GeminiAsync("gemini-2.0-flash:generateContent", body);

        var names = Calls(answer).Select(part => part.GetProperty("functionCall").GetProperty("name").GetString()).ToArray();
        Assert.Equal(calls, names.Length);
        Assert.All(names, name => Assert.Equal(allowed ?? "find_city", name));
    }

    [Fact]
    public async Task ParallelCalls_HaveIdsAndOneSignature()
    {
        var (_, answer) = await emulator.GeminiAsync(Gemini3, Request("Use find_city and use find_river in Paris"));

        var parts = Calls(answer);
        Assert.Equal([true, false], parts.Select(part => part.TryGetProperty("thoughtSignature", out _)));
        Assert.Equal(2, parts.Select(part => part.GetProperty("functionCall").GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Results_AreMatchedById()
    {
        var request = Request("Use find_city and use find_river in Paris");
        var (_, first) = await emulator.GeminiAsync(Gemini3, request);
        var ids = Calls(first).Select(part => part.GetProperty("functionCall").GetProperty("id").GetString()).ToArray();

        var (status, second) = await emulator.GeminiAsync(Gemini3, Continue(request, first, Result("find_river", "wide", ids[1]), Result("find_city", "far", ids[0])));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("find_river says: wide find_city says: far", GoogleCalls.Text(second));
    }

    [Fact]
    public async Task ResultWithoutId_IsMatchedByName()
    {
        var request = Request("Use find_city in Paris");
        var (_, first) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", request);

        var (_, second) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", Continue(request, first, Result("find_city", "far")));

        Assert.Equal("find_city says: far", GoogleCalls.Text(second));
    }

    [Fact]
    public async Task SignatureOfAnEarlierTurn_MayBeMissing()
    {
        var request = Request("Use find_city in Paris");
        var (_, first) = await emulator.GeminiAsync(Gemini3, request);
        var body = Continue(request, first, Result("find_city", "far"));
        body["contents"]![1]!["parts"]![0]!.AsObject().Remove("thoughtSignature");
        var (refused, _) = await emulator.GeminiAsync(Gemini3, body.DeepClone());
        body["contents"]!.AsArray().Add(GoogleCalls.Content("model", new JsonObject { ["text"] = "It is far." }));
        body["contents"]!.AsArray().Add(GoogleCalls.Content("user", new JsonObject { ["text"] = "Say thanks" }));

        var (status, answer) = await emulator.GeminiAsync(Gemini3, body);

        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("thanks", GoogleCalls.Text(answer));
    }

    [Fact]
    public async Task Gemini25_DoesWithoutSignatures()
    {
        var request = Request("Use find_city in Paris");
        var (_, first) = await emulator.GeminiAsync("gemini-2.5-pro:generateContent", request);
        var body = Continue(request, first, Result("find_city", "far"));

        Assert.True(body["contents"]![1]!["parts"]![0]!.AsObject().Remove("thoughtSignature"));

        Assert.Equal(HttpStatusCode.OK, (await emulator.GeminiAsync("gemini-2.5-pro:generateContent", body)).Status);
    }

    [Fact]
    public async Task TextOfGemini3_IsSignedToo()
    {
        var (_, answer) = await emulator.GeminiAsync(Gemini3, GoogleCalls.Said("Say light"));
        var contents = new JsonArray(
            GoogleCalls.Content("user", new JsonObject { ["text"] = "Say light" }),
            JsonNode.Parse(GoogleCalls.Candidate(answer).GetProperty("content").GetRawText()),
            GoogleCalls.Content("user", new JsonObject { ["text"] = "Say dark" }));

        var (status, _) = await emulator.GeminiAsync(Gemini3, new JsonObject { ["contents"] = contents });

        Assert.True(GoogleCalls.Parts(answer)[0].TryGetProperty("thoughtSignature", out _));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    private static JsonObject Request(string prompt)
    {
        var body = GoogleCalls.Said(prompt);
        body["tools"] = GoogleCalls.Tools("find_city", "find_river");
        return body;
    }

    private static JsonObject Continue(JsonObject request, JsonElement answer, params JsonNode[] results)
    {
        var body = request.DeepClone().AsObject();
        body["contents"]!.AsArray().Add(JsonNode.Parse(GoogleCalls.Candidate(answer).GetProperty("content").GetRawText()));
        body["contents"]!.AsArray().Add(GoogleCalls.Content("user", results));
        return body;
    }

    private static JsonObject Result(string name, string output, string? id = null)
    {
        var response = new JsonObject { ["name"] = name, ["response"] = new JsonObject { ["output"] = output } };
        if (id is not null)
        {
            response["id"] = id;
        }

        return new JsonObject { ["functionResponse"] = response };
    }

    private static JsonElement[] Calls(JsonElement answer) =>
        [.. GoogleCalls.Parts(answer).Where(part => part.TryGetProperty("functionCall", out _))];
}
