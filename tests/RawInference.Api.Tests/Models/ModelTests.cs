using System.Net.Http.Json;
using System.Text.Json;

namespace RawInference.Api.Tests.Models;

public sealed class ModelTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task List_HasAliasesAndModels_WithWhatTheyCan()
    {
        var list = await api.Client.GetFromJsonAsync<JsonElement>("/v1/models", TestContext.Current.CancellationToken);
        var byId = list.GetProperty("data").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetString()!);

        Assert.Equal("alias", byId["my_text_embedder_1_0_0"].GetProperty("object").GetString());
        var model = byId["openai/gpt-4o"];
        Assert.Equal(["chat"], model.GetProperty("operations").EnumerateArray().Select(item => item.GetString()));
        Assert.Contains("image", model.GetProperty("inputs").EnumerateArray().Select(item => item.GetString()));
        Assert.True(model.GetProperty("price_usd").GetProperty("input_per_million").GetDecimal() > 0);
        Assert.True(model.GetProperty("emulated").GetBoolean());
    }
}
