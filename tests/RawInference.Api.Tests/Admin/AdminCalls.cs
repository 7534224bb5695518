using System.Net.Http.Headers;
using System.Text.Json;

namespace RawInference.Api.Tests.Admin;

/// <summary>Calls to the admin API.</summary>
internal static class AdminCalls
{
    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, string method, string path, string? json = null) => client.SendAsync(
        new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json")),
        },
        TestContext.Current.CancellationToken);

    /// <summary>The answer of a call that must succeed, which nobody on the way may keep.</summary>
    public static async Task<JsonElement> AskAsync(this HttpClient client, string method, string path, string? json = null)
    {
        using var response = await client.SendAsync(method, path, json);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        Assert.True(response.Headers.CacheControl!.NoStore);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The error of a call that must fail.</summary>
    public static async Task<Problem> FailAsync(this HttpClient client, string method, string path, string? json = null)
    {
        using var response = await client.SendAsync(method, path, json);
        Assert.False(response.IsSuccessStatusCode);
        return await Problem.ReadAsync(response);
    }

    public static async Task<int> StatusAsync(this HttpClient client, string method, string path, string? json = null)
    {
        using var response = await client.SendAsync(method, path, json);
        return (int)response.StatusCode;
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    public static IEnumerable<string> Texts(this JsonElement json, string member) => json.GetProperty(member).EnumerateArray().Select(item => item.GetString()!);
}
