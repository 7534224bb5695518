using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Tests.Google;

/// <summary>What the tests of the Google stand-ins send.</summary>
internal static class GoogleCalls
{
    private const string Beta = "/google/v1beta/models/";

    public static JsonObject Said(string text, JsonObject? config = null) => Contents(config, new JsonObject { ["text"] = text });

    /// <summary>One thing that the user says, in these parts.</summary>
    public static JsonObject Contents(JsonObject? config, params JsonNode[] parts)
    {
        var body = new JsonObject { ["contents"] = new JsonArray(Content("user", parts)) };
        if (config is not null)
        {
            body["generationConfig"] = config;
        }

        return body;
    }

    public static JsonObject Content(string role, params JsonNode[] parts) => new() { ["role"] = role, ["parts"] = new JsonArray(parts) };

    public static JsonObject Inline(string mimeType, byte[] bytes) =>
        new() { ["inlineData"] = new JsonObject { ["mimeType"] = mimeType, ["data"] = Convert.ToBase64String(bytes) } };

    public static JsonArray Tools(params string[] names) => new(new JsonObject
    {
        ["functionDeclarations"] = new JsonArray([.. names.Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["parameters"] = JsonNode.Parse("""{"type": "OBJECT", "properties": {"city": {"type": "STRING"}}, "required": ["city"]}"""),
        })]),
    });

    public static async Task<(HttpStatusCode Status, JsonElement Body)> GeminiAsync(
        this RunningEmulator emulator, string path, JsonNode? body, string? fault = null, string? key = "test-key")
    {
        using var response = await emulator.SendAsync(path.StartsWith('/') ? path : Beta + path, body, fault, request =>
        {
            if (key is not null)
            {
                request.Headers.Add("x-goog-api-key", key);
            }
        });
        return (response.StatusCode, await RunningEmulator.ReadAsync(response));
    }

    /// <summary>The frames of a stream, whole or until it breaks.</summary>
    public static async Task<IReadOnlyList<JsonElement>> FramesAsync(
        this RunningEmulator emulator, string model, JsonNode body, string? fault = null)
    {
        using var response = await emulator.SendAsync(
            $"{Beta}{model}:streamGenerateContent?alt=sse", body, fault, request => request.Headers.Add("x-goog-api-key", "test-key"));
        var text = await response.Content.ReadAsStringAsync();
        return
        [
            .. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line[6..])),
        ];
    }

    public static async Task<HttpResponseMessage> SendAsync(
        this RunningEmulator emulator, string path, JsonNode? body, string? fault, Action<HttpRequestMessage> authorize)
    {
        using var http = new HttpClient { BaseAddress = emulator.Address };
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (fault is not null)
        {
            request.Headers.Add("x-emulator-fault", fault);
        }

        authorize(request);
        return await http.SendAsync(request);
    }

    /// <summary>A token of the emulator's own, for its user.</summary>
    public static async Task<string> TokenAsync(this RunningEmulator emulator, int? seconds = null)
    {
        var query = seconds is null ? "" : $"?expires_in={seconds}";
        var user = await emulator.GetAsync($"/oauth/authorized-user.json{query}");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = user.GetProperty("client_id").GetString()!,
            ["client_secret"] = user.GetProperty("client_secret").GetString()!,
            ["refresh_token"] = user.GetProperty("refresh_token").GetString()!,
        });
        using var response = await emulator.Http.PostAsync(user.GetProperty("token_uri").GetString(), form);
        return (await RunningEmulator.ReadAsync(response)).GetProperty("access_token").GetString()!;
    }

    public static async Task<(HttpStatusCode Status, JsonElement Body)> VertexAsync(
        this RunningEmulator emulator, string modelAndMethod, JsonNode body, string? fault = null)
    {
        var token = await emulator.TokenAsync();
        using var response = await emulator.SendAsync(
            $"/vertex/v1/projects/p/locations/us-central1/publishers/google/models/{modelAndMethod}",
            body,
            fault,
            request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));
        return (response.StatusCode, await RunningEmulator.ReadAsync(response));
    }

    public static JsonElement Candidate(JsonElement answer, int index = 0) => answer.GetProperty("candidates")[index];

    public static JsonElement[] Parts(JsonElement answer) => [.. Candidate(answer).GetProperty("content").GetProperty("parts").EnumerateArray()];

    public static string Text(JsonElement answer) =>
        string.Concat(Parts(answer).Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : ""));
}
