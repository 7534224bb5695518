using RawInference.Core.Models;

namespace RawInference.Core.Providers;

/// <summary>Reads a model's price from the configuration. It replaces the catalogue's as a whole: prices of two sources are not mixed.</summary>
internal static class PriceSettings
{
    private const decimal MostTokens = 1_000_000_000m;

    public static ModelPrice Read(SettingsSection settings) => Read(settings, settings.Day(nameof(ModelPrice.AsOf)), isLongPrompt: false);

    private static ModelPrice Read(SettingsSection settings, DateOnly asOf, bool isLongPrompt)
    {
        var price = new ModelPrice
        {
            Input = settings.Amount(nameof(ModelPrice.Input)),
            CachedInput = settings.Amount(nameof(ModelPrice.CachedInput)),
            CachedAudioInput = settings.Amount(nameof(ModelPrice.CachedAudioInput)),
            CacheWrite = settings.Amount(nameof(ModelPrice.CacheWrite)),
            CacheWriteLong = settings.Amount(nameof(ModelPrice.CacheWriteLong)),
            Output = settings.Amount(nameof(ModelPrice.Output)),
            AudioInput = settings.Amount(nameof(ModelPrice.AudioInput)),
            AudioOutput = settings.Amount(nameof(ModelPrice.AudioOutput)),
            ImageInput = settings.Amount(nameof(ModelPrice.ImageInput)),
            ImageOutput = settings.Amount(nameof(ModelPrice.ImageOutput)),
            AsOf = asOf,
        };
        if (!isLongPrompt)
        {
            var above = settings.Amount(nameof(ModelPrice.LongPromptAbove), MostTokens);
            price = price with
            {
                AudioMinute = settings.Amount(nameof(ModelPrice.AudioMinute)),
                Characters = settings.Amount(nameof(ModelPrice.Characters)),
                Image = settings.Amount(nameof(ModelPrice.Image)),
                LongPromptAbove = (long?)above,
                LongPrompt = settings.Section(nameof(ModelPrice.LongPrompt)) is { } longer ? Read(longer, asOf, isLongPrompt: true) : null,
            };
            if (price.LongPrompt is not null && above is null)
            {
                settings.Refuse($"has a {nameof(ModelPrice.LongPrompt)} without {nameof(ModelPrice.LongPromptAbove)}");
            }
            else if (above is { } tokens && decimal.Truncate(tokens) != tokens)
            {
                settings.Refuse($"has a {nameof(ModelPrice.LongPromptAbove)} that is no whole number of tokens");
            }
        }

        if (price == new ModelPrice { AsOf = asOf })
        {
            settings.Refuse("has no price");
        }

        settings.RefuseOthers();
        return price;
    }
}
