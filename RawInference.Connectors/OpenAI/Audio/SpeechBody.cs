using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Speech;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>Writes a text to be spoken.</summary>
internal static class SpeechBody
{
    /// <exception cref="InferenceException">There is no voice, without which the provider does not speak.</exception>
    public static HttpContent Create(OpenAIServer server, string text, SpeechParameters parameters, CallSettings call)
    {
        if (parameters.Voice is null)
        {
            throw InferenceException.Invalid(
                "parameters.voice", "is missing: there is no default voice; name one of the model's own, such as 'alloy' or 'coral' at OpenAI.");
        }

        if (parameters.Language is not null)
        {
            call.WarnOfDropped("language", "speech");
        }

        if (call.IncludeRaw)
        {
            call.Warn(WarningCodes.ProviderNotice, "include_raw", "The provider's answer is a recording and no JSON: there is nothing to include.");
        }

        return BodyWriter.Write(
            (int)Math.Min(512 + BodyWriter.SizeOf(text) + BodyWriter.SizeOf(parameters.Instructions), int.MaxValue / 2),
            writer => Write(writer, server, text, parameters, call));
    }

    private static void Write(Utf8JsonWriter writer, OpenAIServer server, string text, SpeechParameters parameters, CallSettings call)
    {
        writer.WriteString("model", server.WireModel);
        writer.WriteText("input", text);
        writer.WriteString("voice", parameters.Voice);
        if (parameters.ResponseFormat is { } format)
        {
            writer.WriteString("response_format", format);
        }

        if (parameters.Speed is { } speed)
        {
            writer.WriteNumber("speed", speed);
        }

        if (parameters.Instructions is { } instructions)
        {
            writer.WriteText("instructions", instructions);
        }

        writer.WriteProviderOptions(call.ProviderOptions, OpenAIConnector.Allows);
    }
}
