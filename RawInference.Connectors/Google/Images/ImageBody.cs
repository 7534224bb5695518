using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Images;
using RawInference.Media;

namespace RawInference.Connectors.Google.Images;

/// <summary>Writes what is to be drawn.</summary>
internal static class ImageBody
{
    private const string ImageConfig = "imageConfig";

    private static readonly FrozenSet<string> Additions = new[] { "temperature", "topP", "topK", "mediaResolution", "thinkingConfig" }.ToFrozenSet();

    private static readonly FrozenSet<string> AdditionsWithConfig = Additions.Append(ImageConfig).ToFrozenSet();

    public static HttpContent Create(GoogleServer server, string prompt, IReadOnlyList<MediaContent> images, ImageParameters parameters, CallSettings call)
    {
        if (parameters.Count > 1)
        {
            throw InferenceException.Invalid(
                "parameters.n", $"must be 1: {server.Model} draws once a call; repeat the prompt in inputs.prompts for more, each is drawn on its own.");
        }

        if (parameters.Seed is < int.MinValue or > int.MaxValue)
        {
            throw InferenceException.Invalid("parameters.seed", "must have 32 bits for this model.");
        }

        var size = ImageSize.Parse(parameters.Size, server.Card?.Dialect);
        var output = ImageOutput.Of(server, parameters, call);
        WarnOfDropped(call, "quality", parameters.Quality);
        WarnOfDropped(call, "background", parameters.Background);
        var bytes = BodyWriter.SizeOf(prompt) + images.Sum(image => 64 + ((image.Bytes?.Length ?? 0) * 4L / 3));
        var configures = size.AspectRatio is not null || size.Resolution is not null || output is not null;
        return GenerationBody.Create(
            bytes,
            writer =>
            {
                writer.WriteTextPart(prompt);
                foreach (var image in images)
                {
                    writer.WriteMediaPart(image);
                }
            },
            writer =>
            {
                writer.WriteStartArray("responseModalities");
                writer.WriteStringValue("IMAGE");
                writer.WriteEndArray();
                if (configures)
                {
                    WriteConfig(writer, size, output);
                }

                if (parameters.Seed is { } seed)
                {
                    writer.WriteNumber("seed", seed);
                }
            },
            call,
            configures ? Additions : AdditionsWithConfig);
    }

    private static void WriteConfig(Utf8JsonWriter writer, ImageSize size, ImageOutput? output)
    {
        writer.WriteStartObject(ImageConfig);
        if (size.AspectRatio is { } ratio)
        {
            writer.WriteString("aspectRatio", ratio);
        }

        if (size.Resolution is { } resolution)
        {
            writer.WriteString("imageSize", resolution);
        }

        output?.Write(writer);
        writer.WriteEndObject();
    }

    private static void WarnOfDropped(CallSettings call, string parameter, string? value)
    {
        if (value is not null)
        {
            call.Warn(WarningCodes.ParameterDropped, $"parameters.{parameter}", "has no field in Gemini and was left out; the prompt can say it.");
        }
    }
}
