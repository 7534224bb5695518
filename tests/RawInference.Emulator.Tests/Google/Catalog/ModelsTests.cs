using System.Text.Json;

namespace RawInference.Emulator.Tests.Google.Catalog;

public sealed class ModelsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task Pages_AddUpToTheList()
    {
        var (_, whole) = await emulator.GeminiAsync("/google/v1beta/models", body: null);
        var names = new List<string>();
        string? token = null;
        do
        {
            var (_, page) = await emulator.GeminiAsync($"/google/v1beta/models?pageSize=7&pageToken={token}", body: null);
            names.AddRange(Names(page));
            token = page.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        Assert.Equal(Names(whole), names);
        Assert.Contains("models/gemini-embedding-2", names);
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "generateContent", 1048576, true)]
    [InlineData("gemini-embedding-001", "embedContent", 2048, false)]
    public async Task Model_IsDescribed(string id, string method, int limit, bool thinks)
    {
        var (_, model) = await emulator.GeminiAsync($"/google/v1/models/{id}", body: null);

        Assert.Equal($"models/{id}", model.GetProperty("name").GetString());
        Assert.Equal(method, model.GetProperty("supportedGenerationMethods")[0].GetString());
        Assert.Equal(limit, model.GetProperty("inputTokenLimit").GetInt32());
        Assert.Equal(thinks, model.TryGetProperty("thinking", out _));
    }

    private static IEnumerable<string> Names(JsonElement list) =>
        list.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()!);
}
