using System.Net.Http.Json;
using System.Text.Json;

namespace RawInference.Api.Tests.Models;

public sealed class ModelFilterTests(FakeProviders fakes) : IClassFixture<FakeProviders>
{
    [Theory]
    [InlineData("provider=first", "first/chat first/draw first/embed first/scribe first/speak")]
    [InlineData("provider=first&operation=image", "first/draw")]
    [InlineData("provider=first&operation=chat&input=image", "first/chat")]
    [InlineData("provider=first&input=audio", "first/scribe")]
    [InlineData("provider=first&input=text&operation=speech", "first/speak")]
    [InlineData("provider=first&input=video", "")]
    [InlineData("provider=first&emulated=true", "")]
    [InlineData("provider=first&emulated=false&operation=embedding", "first/embed")]
    public async Task List_IsNarrowed(string query, string models) => Assert.Equal(models, string.Join(' ', await IdsAsync(query)));

    [Fact]
    public async Task Alias_IsListedWhereOneOfItsTargetsIs()
    {
        Assert.Contains("my_text_embedder_1_0_0", await IdsAsync("operation=embedding"));
        Assert.Contains("my_text_embedder_1_0_0", await IdsAsync("emulated=true"));
        Assert.DoesNotContain("my_text_embedder_1_0_0", await IdsAsync("operation=chat"));
        Assert.DoesNotContain("my_text_embedder_1_0_0", await IdsAsync("provider=first"));
    }

    [Theory]
    [InlineData("provider=nobody", "query.provider", "anthropic, first, google, openai")]
    [InlineData("provider=second", "query.provider", "anthropic, first, google, openai")]
    [InlineData("operation=juggling", "query.operation", "chat, embedding, transcription, image, speech")]
    [InlineData("input=smell", "query.input", "text, image, audio, video, file")]
    [InlineData("emulated=perhaps", "query.emulated", "true, false")]
    [InlineData("emulated=", "query.emulated", "true, false")]
    [InlineData("operation=chat&operation=image", "query.operation", "once")]
    [InlineData("modality=chat", "query.modality", "provider, operation, input, emulated")]
    public async Task WrongQuery_IsRefusedWithWhatThereIs(string query, string path, string says)
    {
        using var response = await fakes.Api.Client.GetAsync($"/v1/models?{query}", TestContext.Current.CancellationToken);
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((400, "BadRequestError"), (problem.Status, problem.Type));
        Assert.Equal([path], problem.Paths);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryMistake_IsToldAtOnce()
    {
        using var response = await fakes.Api.Client.GetAsync("/v1/models?input=smell&modality=chat&emulated=1", TestContext.Current.CancellationToken);

        Assert.Equal(["query.input", "query.emulated", "query.modality"], (await Problem.ReadAsync(response)).Paths);
    }

    private async Task<IEnumerable<string>> IdsAsync(string query)
    {
        var list = await fakes.Api.Client.GetFromJsonAsync<JsonElement>($"/v1/models?{query}", TestContext.Current.CancellationToken);
        return list.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!);
    }
}
