using OpenAI.Models;

namespace RawInference.Emulator.Tests.OpenAI.Models;

public sealed class ModelsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task List_HasNamesAndSnapshots()
    {
        OpenAIModelCollection models = await emulator.OpenAI.GetOpenAIModelClient().GetModelsAsync();

        string[] expected = ["gpt-4o-mini", "gpt-4o-mini-2024-07-18", "o3-pro", "text-embedding-3-large", "whisper-1"];
        Assert.Subset(models.Select(model => model.Id).ToHashSet(), expected.ToHashSet());
    }

    [Fact]
    public async Task OneModel_IsDescribed()
    {
        OpenAIModel model = await emulator.OpenAI.GetOpenAIModelClient().GetModelAsync("gpt-4o");

        Assert.Equal("gpt-4o", model.Id);
        Assert.Equal("system", model.OwnedBy);
    }
}
