using System.Globalization;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Media;

namespace RawInference.Connectors.OpenAI.Images;

/// <summary>Writes a call for images: as JSON, or as a form where it carries images. Both have the same fields.</summary>
internal static class ImageBody
{
    /// <summary>The dialect of a card whose model answers with URLs unless it is asked for bytes, and is billed by the image.</summary>
    public const string Base64Dialect = "b64_json";

    private const string MaskField = "mask";

    public static HttpContent Create(OpenAIServer server, ImageCall call)
    {
        if (call.Parameters.Seed is not null)
        {
            call.Options.WarnOfDropped("seed", "images");
        }

        if (call.Options.ProviderOptions is { ValueKind: JsonValueKind.Object } options && options.TryGetProperty(MaskField, out _))
        {
            throw InferenceException.Invalid($"parameters.provider_options.{MaskField}", "is a file, which provider_options cannot carry.");
        }

        return call.IsEdit
            ? Form(server, call)
            : BodyWriter.Write((int)Math.Min(512 + BodyWriter.SizeOf(call.Prompt), int.MaxValue / 2), writer => Write(writer, server, call));
    }

    private static void Write(Utf8JsonWriter writer, OpenAIServer server, ImageCall call)
    {
        foreach (var (name, value) in Fields(server, call))
        {
            if (value is int number)
            {
                writer.WriteNumber(name, number);
            }
            else
            {
                writer.WriteText(name, (string)value);
            }
        }

        writer.WriteProviderOptions(call.Options.ProviderOptions, OpenAIConnector.Allows);
    }

    private static MultipartFormDataContent Form(OpenAIServer server, ImageCall call)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(server, call))
        {
            form.AddField(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        form.AddProviderOptions(call.Options.ProviderOptions);
        foreach (var image in call.Images)
        {
            form.AddFile(call.Images.Count == 1 ? "image" : "image[]", image with { Kind = MediaKind.Image });
        }

        return form;
    }

    private static IEnumerable<(string Name, object Value)> Fields(OpenAIServer server, ImageCall call)
    {
        var parameters = call.Parameters;
        (string Name, object? Value)[] fields =
        [
            ("model", server.WireModel),
            ("prompt", call.Prompt),
            ("n", parameters.Count),
            ("size", parameters.Size),
            ("quality", parameters.Quality),
            ("background", parameters.Background),
            ("output_format", parameters.OutputFormat),
            ("output_compression", parameters.OutputCompression),
            ("response_format", server.Card?.Dialect == Base64Dialect ? "b64_json" : null),
        ];
        return fields.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!));
    }
}
