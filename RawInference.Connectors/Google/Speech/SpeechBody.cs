using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Speech;

namespace RawInference.Connectors.Google.Speech;

/// <summary>Writes what is to be spoken, and how: instructions stand before the text, for want of a field of their own.</summary>
internal static class SpeechBody
{
    private const string SpeechConfig = "speechConfig";

    private static readonly FrozenSet<string> Additions = new[] { "temperature", "topP", "topK", "seed" }.ToFrozenSet();

    /// <summary>Where the caller sets no voice, one of several speakers may have one each.</summary>
    private static readonly FrozenSet<string> AdditionsWithConfig = Additions.Append(SpeechConfig).ToFrozenSet();

    public static HttpContent Create(string text, SpeechParameters parameters, CallSettings call)
    {
        if (parameters.Speed is not (null or 1))
        {
            call.Warn(WarningCodes.ParameterDropped, "parameters.speed", "has no field in Gemini and was left out; instructions can say it.");
        }

        var said = parameters.Instructions is { } how ? $"{how.TrimEnd().TrimEnd(':')}:\n{text}" : text;
        var configures = parameters.Voice is not null || parameters.Language is not null;
        return GenerationBody.Create(
            BodyWriter.SizeOf(said),
            writer => writer.WriteTextPart(said),
            writer =>
            {
                writer.WriteStartArray("responseModalities");
                writer.WriteStringValue("AUDIO");
                writer.WriteEndArray();
                if (configures)
                {
                    WriteConfig(writer, parameters);
                }
            },
            call,
            configures ? Additions : AdditionsWithConfig);
    }

    private static void WriteConfig(Utf8JsonWriter writer, SpeechParameters parameters)
    {
        writer.WriteStartObject(SpeechConfig);
        if (parameters.Voice is { } voice)
        {
            writer.WriteStartObject("voiceConfig");
            writer.WriteStartObject("prebuiltVoiceConfig");
            writer.WriteString("voiceName", voice);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (parameters.Language is { } language)
        {
            writer.WriteString("languageCode", language);
        }

        writer.WriteEndObject();
    }
}
