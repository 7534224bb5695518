using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Images;

namespace RawInference.Connectors.Google.Images;

/// <summary>The file format, which Vertex AI lets choose and the Gemini API does not.</summary>
internal sealed record ImageOutput(string MediaType, int? Compression)
{
    /// <summary>Null where the caller leaves it to the provider.</summary>
    public static ImageOutput? Of(GoogleServer server, ImageParameters parameters, CallSettings call)
    {
        if (parameters.OutputFormat is { } format)
        {
            var type = !server.IsVertex
                ? throw InferenceException.Invalid("parameters.output_format", "cannot be chosen in the Gemini API: leave it out, and the answer's media_type tells.")
                : format is "png" or "jpeg" ? $"image/{format}"
                : throw InferenceException.Invalid("parameters.output_format", "must be png or jpeg for this provider.");
            if (format == "jpeg" || parameters.OutputCompression is null)
            {
                return new ImageOutput(type, parameters.OutputCompression);
            }

            WarnOfCompression(call);
            return new ImageOutput(type, null);
        }

        if (parameters.OutputCompression is not null)
        {
            WarnOfCompression(call);
        }

        return null;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("imageOutputOptions");
        writer.WriteString("mimeType", MediaType);
        if (Compression is { } quality)
        {
            writer.WriteNumber("compressionQuality", quality);
        }

        writer.WriteEndObject();
    }

    private static void WarnOfCompression(CallSettings call) => call.Warn(
        WarningCodes.ParameterDropped, "parameters.output_compression", "is taken with output_format jpeg only, on Vertex AI, and was left out.");
}
