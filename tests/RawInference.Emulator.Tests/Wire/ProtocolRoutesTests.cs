using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Tests.Wire;

/// <summary>What a second protocol beside OpenAI's gets from the shared parts, in its own words.</summary>
public sealed class ProtocolRoutesTests : IAsyncLifetime
{
    private readonly WebApplication _application = EmulatorApplication.Create(["http://127.0.0.1:0"], embedded: true);
    private readonly HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        var routes = new ProtocolRoutes(_application, new SmallProtocol(), "/small/v9");
        routes.MapPost("models/{model}:write", "write", call => JsonReply.WriteAsync(call, Answer(call.Model.Id)));
        routes.MapPost("models/{model}:stream", "stream", call => SseReply.WriteAsync(call, Frames(call.Model.Id)), chat: true);
        routes.MapUnknown();
        await _application.StartAsync();
        _http.BaseAddress = EmulatorApplication.Addresses(_application)[0];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task ModelInThePath_IsFoundAndNoted()
    {
        var (status, text) = await PostAsync("models/gpt-4o@fault=delay:1:write?key=k");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"model":"gpt-4o","spent":{"tokens":3}}""", text);
        Assert.Contains("\"model\":\"gpt-4o\"", await _http.GetStringAsync("/emulator/requests"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models/gpt-4o@fault=status:503;code:busy:write?key=k", 503, """{"wrong":"503 busy"}""")]
    [InlineData("models/gpt-4o@fault=error-200:write?key=k", 200, """{"wrong":"500 "}""")]
    [InlineData("models/gpt-4o@fault=no-usage:write?key=k", 200, """{"model":"gpt-4o"}""")]
    [InlineData("models/gpt-4o@fault=negative-usage:write?key=k", 200, """{"model":"gpt-4o","spent":{"tokens":-3}}""")]
    [InlineData("models/gpt-4o@fault=refusal:write?key=k", 400, """{"wrong":"The fault 'refusal' needs a chat answer."}""")]
    [InlineData("models/gpt-4o@fault=nonsense:write?key=k", 400, """{"wrong":"'nonsense' is not a fault that the emulator knows."}""")]
    [InlineData("models/gpt-4o:write", 401, """{"wrong":"Missing bearer or basic authentication in header"}""")]
    [InlineData("elsewhere", 404, """{"wrong":"nowhere"}""")]
    public async Task Failure_IsInTheProtocolsWords(string path, int status, string body) =>
        Assert.Equal(((HttpStatusCode)status, body), await PostAsync(path));

    [Fact]
    public async Task BodyThatIsNotJson_IsRefusedInTheProtocolsWords() =>
        Assert.Equal((HttpStatusCode.BadRequest, """{"wrong":"unreadable"}"""), await PostAsync("models/gpt-4o:write?key=k", "[]"));

    [Theory]
    [InlineData("error-frame:1", "event: a\ndata: {\"model\":\"gpt-4o\"}\n\nevent: wrong\ndata: {\"after\":\"a\"}\n\n")]
    [InlineData("invalid-json;end:1", "event: a\ndata: {\"model\":\"gpt-4o\"}\n\n")]
    [InlineData("invalid-json", "event: a\ndata: {\"model\":\"gpt-4o\"}\n\nevent: small\ndata: {{\n\nevent: b\ndata: {\"spent\":{\"tokens\":3}}\n\n")]
    [InlineData("long-line:4;no-usage", "event: a\ndata: {\"model\":\"gpt-4o\"}\n\nevent: b\ndata: {\"pad\":\"----\"}\n\n")]
    public async Task StreamFault_IsInTheProtocolsForm(string fault, string expected)
    {
        var (_, text) = await PostAsync($"models/gpt-4o@fault={fault}:stream?key=k");

        Assert.Equal(expected, text);
    }

    private static JsonObject Answer(string model) => new() { ["model"] = model, ["spent"] = new JsonObject { ["tokens"] = 3 } };

    private static SseFrame[] Frames(string model) =>
    [
        new("a", new JsonObject { ["model"] = model }),
        new("b", new JsonObject { ["spent"] = new JsonObject { ["tokens"] = 3 } }),
    ];

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string body = "{}")
    {
        using var response = await _http.PostAsync($"/small/v9/{path}", new StringContent(body));
        Assert.Equal(["1"], response.Headers.GetValues("small-id"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
