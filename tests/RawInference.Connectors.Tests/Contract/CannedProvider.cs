using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>
/// The least of a provider that the suites need: it repeats prompts that begin with "Say:", calls the tool that must be
/// called, and fails as the model's name asks (<c>model@fault=cut:1</c>).
/// </summary>
internal static class CannedProvider
{
    private const string Usage = """{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}""";

    public static void Map(WebApplication application)
    {
        application.MapPost("/v1/chat/completions", ChatAsync);
        application.MapPost("/v1/embeddings", EmbedAsync);
        application.MapPost("/v1/audio/transcriptions", TranscribeAsync);
    }

    private static async Task ChatAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var fault = ((string)body["model"]!).Split("@fault=") is [_, var asked] ? asked : "";
        if (fault.StartsWith("status:", StringComparison.Ordinal))
        {
            await FailAsync(context, fault);
            return;
        }

        var message = MessageFor(body);
        var reason = message["tool_calls"] is null ? "stop" : "tool_calls";
        if ((bool?)body["stream"] != true)
        {
            await context.Response.WriteAsJsonAsync(new JsonObject
            {
                ["id"] = "chatcmpl-1",
                ["object"] = "chat.completion",
                ["created"] = 1,
                ["model"] = "canned",
                ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = reason }),
                ["usage"] = JsonNode.Parse(Usage),
            });
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await SendAsync(context, Choices(message));
        switch (fault)
        {
            case "cut:1":
                context.Abort();
                return;
            case "end:1":
                return;
            case "error-frame:1":
                await SendAsync(context, """{"error":{"message":"The server had an error.","type":"server_error","code":null}}""");
                return;
        }

        await SendAsync(context, Choices([], reason));
        await SendAsync(context, $$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"canned","choices":[],"usage":{{Usage}} }""");
        await SendAsync(context, "[DONE]");
    }

    private static JsonObject MessageFor(JsonNode body)
    {
        var message = new JsonObject { ["role"] = "assistant" };
        var prompt = body["messages"]!.AsArray()[^1]!;
        if ((string?)prompt["role"] != "tool" && body["tools"]?[0]?["function"] is { } function)
        {
            message["content"] = null;
            message["tool_calls"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["id"] = "call_1",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = (string)function["name"]!, ["arguments"] = """{"city":"Paris"}""" },
            });
            return message;
        }

        message["content"] = ((string)prompt["content"]!).Replace("Say: ", "", StringComparison.Ordinal);
        return message;
    }

    private static string Choices(JsonObject delta, string? reason = null) => new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = "canned",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = reason }),
    }.ToJsonString();

    private static async Task SendAsync(HttpContext context, string data)
    {
        await context.Response.WriteAsync($"data: {data}\n\n");
        await context.Response.Body.FlushAsync();
    }

    private static async Task FailAsync(HttpContext context, string fault)
    {
        var steps = fault.Split(';');
        context.Response.StatusCode = int.Parse(steps[0].Split(':')[1], CultureInfo.InvariantCulture);
        context.Response.Headers["x-request-id"] = "req_1";
        if (steps.Length > 1)
        {
            context.Response.Headers.RetryAfter = steps[1].Split(':')[1];
        }

        await context.Response.WriteAsync("""{"error":{"message":"No.","type":"requests","code":"rate_limit_exceeded"}}""");
    }

    private static async Task EmbedAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var dimensions = (int?)body["dimensions"] ?? 8;
        var data = body["input"]!.AsArray().Select((text, index) => new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = index,
            ["embedding"] = VectorOf((string)text!, dimensions, (string?)body["encoding_format"] == "base64"),
        });
        await context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["object"] = "list",
            ["model"] = "canned",
            ["data"] = new JsonArray([.. data]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 4, ["total_tokens"] = 4 },
        });
    }

    private static JsonNode VectorOf(string text, int dimensions, bool base64)
    {
        var vector = Enumerable.Range(1, dimensions).Select(place => 1f / (text.Sum(letter => letter) + place)).ToArray();
        return base64
            ? JsonValue.Create(Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())))
            : JsonSerializer.SerializeToNode(vector)!;
    }

    private static async Task TranscribeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var file = form.Files["file"]!;
        await context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["text"] = $"{file.FileName} has {file.Length.ToString(CultureInfo.InvariantCulture)} bytes in {form["language"]}",
            ["language"] = "english",
            ["duration"] = 1.5,
            ["usage"] = new JsonObject { ["type"] = "duration", ["seconds"] = 2 },
        });
    }
}
