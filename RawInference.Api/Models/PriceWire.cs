using System.Globalization;
using System.Text.Json;
using RawInference.Core.Models;

namespace RawInference.Api.Models;

/// <summary>How prices are listed. What is unknown is null, never zero.</summary>
internal static class PriceWire
{
    public static void Write(Utf8JsonWriter writer, string name, ModelPrice? price)
    {
        if (price is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        WriteNumber(writer, "input_per_million", price.Input);
        WriteNumber(writer, "cached_input_per_million", price.CachedInput);
        WriteNumber(writer, "cache_write_per_million", price.CacheWrite);
        WriteNumber(writer, "cache_write_long_per_million", price.CacheWriteLong);
        WriteNumber(writer, "output_per_million", price.Output);
        WriteNumber(writer, "audio_input_per_million", price.AudioInput);
        WriteNumber(writer, "cached_audio_input_per_million", price.CachedAudioInput);
        WriteNumber(writer, "audio_output_per_million", price.AudioOutput);
        WriteNumber(writer, "image_input_per_million", price.ImageInput);
        WriteNumber(writer, "image_output_per_million", price.ImageOutput);
        WriteNumber(writer, "audio_minute", price.AudioMinute);
        WriteNumber(writer, "characters_per_million", price.Characters);
        WriteNumber(writer, "image", price.Image);
        WriteNumber(writer, "long_prompt_above", price.LongPromptAbove);
        Write(writer, "long_prompt", price.LongPrompt);
        writer.WriteString("as_of", price.AsOf.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
