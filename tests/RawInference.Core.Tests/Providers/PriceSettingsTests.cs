using Microsoft.Extensions.Options;
using RawInference.Core.Models;
using RawInference.Testing;

namespace RawInference.Core.Tests.Providers;

public sealed class PriceSettingsTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public void EverySetting_IsRead()
    {
        foreach (var (index, name) in typeof(ModelPrice).GetProperties().Where(property => property.PropertyType == typeof(decimal?)).Select(property => property.Name).Index())
        {
            Set("first/chat", (name, $"{index}.5"));
        }

        Set("first/chat", ("AsOf", "2026-03-04"), ("LongPromptAbove", "200000"), ("LongPrompt:Input", "7"), ("LongPrompt:Output", "8e-1"));

        Assert.Equal(
            new ModelPrice
            {
                Input = 0.5m,
                CachedInput = 1.5m,
                CachedAudioInput = 2.5m,
                CacheWrite = 3.5m,
                CacheWriteLong = 4.5m,
                Output = 5.5m,
                AudioInput = 6.5m,
                AudioOutput = 7.5m,
                ImageInput = 8.5m,
                ImageOutput = 9.5m,
                AudioMinute = 10.5m,
                Characters = 11.5m,
                Image = 12.5m,
                LongPromptAbove = 200_000,
                LongPrompt = new ModelPrice { Input = 7, Output = 0.8m, AsOf = new DateOnly(2026, 3, 4) },
                AsOf = new DateOnly(2026, 3, 4),
            },
            PriceOf("first/chat"));
    }

    [Fact]
    public async Task ConfiguredPrice_IsWhatAnswersCost()
    {
        Set("first/chat", ("Input", "10"), ("Output", "20"), ("AsOf", "2026-03-04"));

        Assert.Equal(0.000_07m, (await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"))).CostUsd);
        Assert.Equal(0.000_007m, (await _gateway.Client.SendAsync(Requests.Chat("second/chat", "hi"))).CostUsd);
    }

    [Fact]
    public void ConfiguredPrice_ReplacesTheWholeOfTheCatalogues()
    {
        Set("first/chat", ("Input", "10"), ("AsOf", "2026-03-04"));
        Assert.Equal(new ModelPrice { Input = 10, AsOf = new DateOnly(2026, 3, 4) }, PriceOf("first/chat"));
    }

    [Theory]
    [InlineData("mine/chat-2026-01-01", "mine/chat-2026-01-01")]
    [InlineData("mine/chat", "mine/chat-2026-01-01")]
    [InlineData("first/chat", "mine/chat-2026-01-01")]
    [InlineData("mine/unheard-of", "mine/unheard-of")]
    public void Price_IsThatOfTheModel_OrItsFamily_OrTheWellKnownProviders(string named, string asked)
    {
        _gateway.Settings["Providers:mine:Preset"] = "first";
        _gateway.Settings["Providers:mine:ApiKey"] = "secret-mine";
        Set(named, ("Input", "9"), ("AsOf", "2026-03-04"));
        Assert.Equal(9, PriceOf(asked)?.Input);
    }

    [Fact]
    public void AccountsOwnPrice_ComesFirst()
    {
        _gateway.Settings["Providers:mine:Preset"] = "first";
        _gateway.Settings["Providers:mine:ApiKey"] = "secret-mine";
        Set("first/chat", ("Input", "9"), ("AsOf", "2026-03-04"));
        Set("mine/chat", ("Input", "8"), ("AsOf", "2026-03-04"));
        Assert.Equal((8, 9), (PriceOf("mine/chat")?.Input, PriceOf("first/chat")?.Input));
    }

    [Theory]
    [InlineData("first/chat", "Inptu", "1", "Inptu: is not a setting")]
    [InlineData("first/chat", "Input", "-1", "Input: must be a number from 0 to 100000")]
    [InlineData("first/chat", "Input", "1,5", "Input: must be a number")]
    [InlineData("first/chat", "Input", "100001", "Input: must be a number")]
    [InlineData("first/chat", "AsOf", "yesterday", "AsOf: must be a day")]
    [InlineData("first/chat", "AsOf", null, "AsOf: must be a day")]
    [InlineData("first/chat", "Output", null, "first/chat: has no price")]
    [InlineData("first/chat", "LongPrompt:Input", "1", "has a LongPrompt without LongPromptAbove")]
    [InlineData("first/chat", "LongPrompt:Characters", "1", "LongPrompt:Characters: is not a setting")]
    [InlineData("first/chat", "LongPromptAbove", "1.5", "has a LongPromptAbove that is no whole number")]
    [InlineData("chat", "Output", "1", "chat: must be named 'provider/model'")]
    [InlineData("/chat", "Output", "1", "/chat: must be named 'provider/model'")]
    [InlineData("nobody/chat", "Output", "1", "provider 'nobody' is neither configured nor well-known")]
    public void Mistakes_AreToldWithTheirPath(string model, string setting, string? value, string expected)
    {
        Set(model, ("Output", "1"), ("AsOf", "2026-03-04"), (setting, value));

        var failure = Assert.Throws<OptionsValidationException>(() => _gateway.Catalog);
        Assert.Contains(failure.Failures, problem => problem.StartsWith($"RawInference:Prices:{model}", StringComparison.Ordinal) && problem.Contains(expected, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private void Set(string model, params (string Name, string? Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            _gateway.Settings[$"Prices:{model}:{name}"] = value;
        }
    }

    private ModelPrice? PriceOf(string slug) =>
        _gateway.Catalog.Resolve(ModelSelector.Parse(slug), new RequestShape(Operations.Chat, ["prompts"])).Targets[0].Price;
}
