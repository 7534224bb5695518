using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Tests.Wire;

/// <summary>A protocol in which everything stands elsewhere than in OpenAI's; it borrows the tables, of which only the key's rows apply.</summary>
internal sealed class SmallProtocol() : Protocol(
    new ModelTable("OpenAI"),
    new RefusalTable("OpenAI", RawInference.Emulator.OpenAI.Refusals.OpenAIChecks.All))
{
    public override WireError UnreadableBody => new(400, "unreadable", "small");

    public override string BrokenFrame => "event: small\ndata: {{\n\n";

    public override void ApplyHeaders(HttpContext context) => context.Response.Headers["small-id"] = "1";

    public override JsonElement Key(HttpContext context) =>
        JsonSerializer.SerializeToElement(new { authorization = $"Bearer {context.Request.Query["key"]}" });

    public override string? ModelName(HttpContext context, JsonElement body) => (string?)context.Request.RouteValues["model"];

    public override JsonObject ErrorBody(WireError error) => new() { ["wrong"] = error.Message };

    public override WireError ErrorOf(int status, string? code) => new(status, $"{status} {code}", "small");

    public override WireError UnknownPath(HttpContext context) => new(404, "nowhere", "small");

    public override SseFrame ErrorFrame(SseFrame first) => new("wrong", new JsonObject { ["after"] = first.Event });

    public override void Pad(JsonObject data, int bytes) => data["pad"] = new string('-', bytes);

    public override IEnumerable<(JsonObject? Holder, string Member)> Usages(JsonObject answer) => [(answer, "spent")];
}
