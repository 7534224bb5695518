using System.Net.Http.Headers;
using System.Text.Json;
using RawInference.Media;

namespace RawInference.Connectors.OpenAI;

/// <summary>Writes forms as the provider reads them.</summary>
internal static class MultipartForm
{
    public static void AddField(this MultipartFormDataContent form, string name, string? value)
    {
        if (value is not null)
        {
            var part = new StringContent(value);
            part.Headers.ContentType = null;
            form.Add(part, $"\"{name}\"");
        }
    }

    /// <exception cref="InferenceException">The medium has no bytes.</exception>
    public static void AddFile(this MultipartFormDataContent form, string name, MediaContent media)
    {
        var file = new ReadOnlyMemoryContent(media.Bytes
            ?? throw InferenceException.Invalid(media.Path, "must be sent as its bytes: a form takes no URL."));
        file.Headers.ContentType = MediaTypeHeaderValue.TryParse(OpenAIMedia.TypeOf(media), out var type) ? type : null;
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = $"\"{name}\"",
            FileName = Quote(OpenAIMedia.FileNameOf(media)),
        };
        form.Add(file);
    }

    /// <summary>The fields of <c>provider_options</c>; a list is sent item by item.</summary>
    public static void AddProviderOptions(this MultipartFormDataContent form, JsonElement? options)
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
                    form.AddField($"{field.Name}[]", TextOf(item));
                }
            }
            else
            {
                form.AddField(field.Name, TextOf(field.Value));
            }
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>A caller's file name must not end the header that it stands in.</summary>
    private static string Quote(string name) =>
        $"\"{new string([.. name.Select(letter => letter is '"' or '\\' or '/' || char.IsControl(letter) || !char.IsAscii(letter) ? '_' : letter)])}\"";
}
