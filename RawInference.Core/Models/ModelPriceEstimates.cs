using RawInference.Usage;

namespace RawInference.Core.Models;

/// <summary>What a call may cost at the most.</summary>
public static class ModelPriceEstimates
{
    private const decimal Million = 1_000_000m;

    /// <summary>
    /// US dollars for an <see cref="InferenceRequest.EstimateUsage">estimate</see>, each class at the dearest price that it may turn out to have:
    /// nobody knows yet what a provider will read from its cache, or write to it. A unit without prices is one that the model is not billed by;
    /// null where there is none that it is, or where a class of it has no price.
    /// </summary>
    public static decimal? EstimateOf(this ModelPrice price, TokenUsage estimate)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(estimate);
        decimal? otherUnits = Sum(
            price.AudioMinute * (decimal?)estimate.AudioSeconds / 60m,
            price.Characters * estimate.Characters / Million,
            price.Image * estimate.Images);

        var tokenPrice = price.LongPromptAbove is { } most && estimate.Prompt > most ? price.LongPrompt : price;
        if (tokenPrice is null)
        {
            return null;
        }

        var tokens = HasTokens(tokenPrice) ? TokensOf(tokenPrice, estimate, isAllOfIt: otherUnits is null) : 0m;
        return tokens is null || (otherUnits is null && !HasTokens(tokenPrice)) ? null : ModelPriceExtensions.Round(tokens.Value + (otherUnits ?? 0));
    }

    private static bool HasTokens(ModelPrice price) => Dearest(price.Input, price.Output, price.AudioInput, price.AudioOutput, price.ImageInput, price.ImageOutput) is not null;

    private static decimal? TokensOf(ModelPrice price, TokenUsage estimate, bool isAllOfIt)
    {
        var audio = estimate.AudioPrompt ?? 0;
        var image = estimate.ImagePrompt ?? 0;
        var audioOut = estimate.AudioCompletion ?? 0;
        var imageOut = estimate.ImageCompletion ?? 0;
        var text = Dearest(price.Input, price.CachedInput, price.CacheWrite, estimate.CacheWriteLongPrompt > 0 ? price.CacheWriteLong : null);
        return Cost(estimate.Prompt - audio - image, text)
            + Cost(audio, Dearest(price.AudioInput, text))
            + Cost(image, Dearest(price.ImageInput, text))
            + Cost(estimate.Completion - audioOut - imageOut, price.Output)
            + Cost(audioOut, Dearest(price.AudioOutput, price.Output))
            + Cost(imageOut, Dearest(price.ImageOutput, price.Output));

        // Tokens beside another unit that is billed (images, say) may well be free.
        decimal? Cost(long count, decimal? perMillion) => count == 0 || (perMillion is null && !isAllOfIt) ? 0 : perMillion * count / Million;
    }

    private static decimal? Dearest(params ReadOnlySpan<decimal?> prices)
    {
        decimal? dearest = null;
        foreach (var price in prices)
        {
            dearest = dearest is null || price > dearest ? price ?? dearest : dearest;
        }

        return dearest;
    }

    /// <summary>Of those that are known; null where none is.</summary>
    private static decimal? Sum(params ReadOnlySpan<decimal?> costs)
    {
        decimal? sum = null;
        foreach (var cost in costs)
        {
            sum = cost is null ? sum : (sum ?? 0) + cost;
        }

        return sum;
    }
}
