using System.Net;
using Anthropic.Models.Models;

namespace RawInference.Emulator.Tests.Anthropic.Models;

public sealed class ModelsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task Pages_AddUpToAllModels()
    {
        var whole = await emulator.Anthropic.Models.List();
        var page = await emulator.Anthropic.Models.List(new ModelListParams { Limit = 4 });
        var ids = page.Items.Select(model => model.ID).ToList();
        while (page.HasNext())
        {
            var next = await page.Next();
            ids.AddRange(next.Items.Select(model => model.ID));
            page = (ModelListPage)next;
        }

        Assert.Equal(whole.Items.Select(model => model.ID), ids);
        Assert.Contains("claude-sonnet-4-5-20250929", ids);
    }

    [Fact]
    public async Task PageBefore_EndsAtItsModel()
    {
        var all = await emulator.GetAsync("/anthropic/v1/models");
        var third = all.GetProperty("data")[2].GetProperty("id").GetString();

        var page = await emulator.GetAsync($"/anthropic/v1/models?before_id={third}&limit=1");

        Assert.Equal(all.GetProperty("data")[1].GetProperty("id").GetString(), page.GetProperty("last_id").GetString());
        Assert.Equal(1, page.GetProperty("data").GetArrayLength());
        Assert.True(page.GetProperty("has_more").GetBoolean());
    }

    [Fact]
    public async Task Alias_IsResolved()
    {
        var model = await emulator.Anthropic.Models.Retrieve("claude-haiku-4-5");

        Assert.Equal("claude-haiku-4-5-20251001", model.ID);
        Assert.Equal("Claude Haiku 4.5", model.DisplayName);
        Assert.Equal(64_000, model.MaxTokens);
        model.Validate();
    }

    [Fact]
    public async Task UnknownPath_IsNotFound()
    {
        using var response = await emulator.Http.GetAsync("/anthropic/v1/organizations");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("not_found_error", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
