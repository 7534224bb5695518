using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Media;
using RawInference.Transcription;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>Writes a transcription as the form that the provider takes.</summary>
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
        var bytes = audio.Bytes ?? throw InferenceException.Invalid(audio.Path, "must be sent as its bytes: a transcription takes no URL.");
        Add(form, "model", server.Model);
        Add(form, "response_format", FormatOf(server, parameters));
        Add(form, "language", parameters.Language);
        Add(form, "prompt", prompt);
        Add(form, "temperature", parameters.Temperature?.ToString(CultureInfo.InvariantCulture));
        AddTimestamps(form, server, parameters, call);
        AddProviderOptions(form, call.ProviderOptions);

        var file = new ReadOnlyMemoryContent(bytes);
        file.Headers.ContentType = MediaTypeHeaderValue.TryParse(OpenAIMedia.TypeOf(audio), out var type) ? type : null;
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = Quote(OpenAIMedia.FileNameOf(audio)) };
        form.Add(file);
        return form;
    }

    /// <summary>The card knows whether a model gives segments; of an unknown one the plain form is what all servers have.</summary>
    private static string FormatOf(OpenAIServer server, TranscriptionParameters parameters) =>
        server.Card?.Dialect ?? (parameters.Timestamps is null ? "json" : Verbose);

    private static void AddTimestamps(MultipartFormDataContent form, OpenAIServer server, TranscriptionParameters parameters, CallSettings call)
    {
        if (parameters.Timestamps is { } timestamps && FormatOf(server, parameters) != Verbose)
        {
            call.OnWarning?.Invoke(new InferenceWarning(
                WarningCodes.ParameterDropped, "parameters.timestamp_granularities", $"is not taken by {server.Model} and was left out."));
            return;
        }

        foreach (var timestamp in parameters.Timestamps ?? [])
        {
            Add(form, "timestamp_granularities[]", timestamp);
        }
    }

    private static void AddProviderOptions(MultipartFormDataContent form, JsonElement? options)
    {
        if (options is not { } fields)
        {
            return;
        }

        foreach (var field in fields.EnumerateObject())
        {
            if (!OpenAIConnector.Allows(field.Name))
            {
                throw InferenceException.Invalid($"parameters.provider_options.{field.Name}", "must not be set this way.");
            }

            if (field.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in field.Value.EnumerateArray())
                {
                    Add(form, $"{field.Name}[]", TextOf(item));
                }
            }
            else
            {
                Add(form, field.Name, TextOf(field.Value));
            }
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static void Add(MultipartFormDataContent form, string name, string? value)
    {
        if (value is not null)
        {
            var part = new StringContent(value);
            part.Headers.ContentType = null;
            form.Add(part, $"\"{name}\"");
        }
    }

    /// <summary>A caller's file name must not end the header that it stands in.</summary>
    private static string Quote(string name) =>
        $"\"{new string([.. name.Select(letter => letter is '"' or '\\' or '/' || char.IsControl(letter) || !char.IsAscii(letter) ? '_' : letter)])}\"";
}
