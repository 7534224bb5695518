using System.Net.Http.Json;
using System.Text.Json;

namespace RawInference.Api.Tests;

/// <summary>An error as a caller reads it. Reading it checks what every error has.</summary>
internal sealed record Problem(int Status, string Type, string Message, JsonElement Details)
{
    public IReadOnlyList<string> Paths => Details.TryGetProperty("problems", out var problems)
        ? [.. problems.EnumerateArray().Select(problem => problem.GetProperty("path").GetString()!)]
        : [];

    public static async Task<Problem> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var error = body.GetProperty("error");
        Assert.Equal((int)response.StatusCode, body.GetProperty("status").GetInt32());
        Assert.False(body.GetProperty("success").GetBoolean());
        Assert.Equal(body.GetProperty("detail").GetString(), error.GetProperty("message").GetString());
        Assert.Equal(response.Headers.GetValues("x-request-id").Single(), error.GetProperty("details").GetProperty("request_id").GetString());
        return new Problem(
            body.GetProperty("status").GetInt32(),
            error.GetProperty("type").GetString()!,
            error.GetProperty("message").GetString()!,
            error.GetProperty("details"));
    }
}
