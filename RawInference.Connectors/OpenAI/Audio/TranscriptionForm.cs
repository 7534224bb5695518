using System.Globalization;
using RawInference.Connectors.Wire;
using RawInference.Media;
using RawInference.Transcription;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>Writes a transcription, or a translation, as the form that the provider takes.</summary>
internal static class TranscriptionForm
{
    private const string Verbose = "verbose_json";

    public static MultipartFormDataContent Create(
        OpenAIServer server,
        MediaContent audio,
        string? prompt,
        TranscriptionParameters parameters,
        CallSettings call)
    {
        var form = new MultipartFormDataContent();
        form.AddField("model", server.WireModel);
        form.AddField("response_format", FormatOf(server, parameters));
        AddLanguage(form, parameters, call);
        form.AddField("prompt", prompt);
        form.AddField("temperature", parameters.Temperature?.ToString(CultureInfo.InvariantCulture));
        AddTimestamps(form, server, parameters, call);
        form.AddProviderOptions(call.ProviderOptions);
        form.AddFile("file", audio);
        return form;
    }

    /// <summary>The card knows whether a model gives segments; of an unknown one the plain form is what all servers have.</summary>
    private static string FormatOf(OpenAIServer server, TranscriptionParameters parameters) =>
        server.Card?.Dialect ?? (parameters.Timestamps is null ? "json" : Verbose);

    /// <summary>A translation is always into English and finds the language of the recording itself.</summary>
    private static void AddLanguage(MultipartFormDataContent form, TranscriptionParameters parameters, CallSettings call)
    {
        if (parameters is { Translate: true, Language: not null })
        {
            call.WarnOfDropped("language", "translations");
            return;
        }

        form.AddField("language", parameters.Language);
    }

    private static void AddTimestamps(MultipartFormDataContent form, OpenAIServer server, TranscriptionParameters parameters, CallSettings call)
    {
        if (parameters.Timestamps is not { } timestamps)
        {
            return;
        }

        if (FormatOf(server, parameters) != Verbose)
        {
            call.Warn(WarningCodes.ParameterDropped, "parameters.timestamp_granularities", $"is not taken by {server.Model} and was left out.");
        }
        else if (parameters.Translate != true)
        {
            foreach (var timestamp in timestamps)
            {
                form.AddField("timestamp_granularities[]", timestamp);
            }
        }
        else if (timestamps.Contains("word"))
        {
            call.Warn(WarningCodes.ParameterDropped, "parameters.timestamp_granularities", "'word' is not given by translations, whose timestamps are of segments.");
        }
    }
}
