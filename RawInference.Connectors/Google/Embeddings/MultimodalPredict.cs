using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Embeddings;
using RawInference.Embeddings;
using RawInference.Media;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>
/// Vertex AI's way of its older multimodal model (cloud.google.com/vertex-ai/generative-ai/docs/model-reference/multimodal-embeddings-api).
/// It cuts a video into segments of 16 s with a vector for each, unless it is asked for longer ones: it is asked for one of 120 s, which
/// is all that it looks at.
/// </summary>
internal sealed class MultimodalPredict : IEmbeddingDialect
{
    public const int Dimensions = 1408;

    private const int MostSeconds = 120;
    private const string SegmentConfig = "videoSegmentConfig";

    private static readonly FrozenSet<string> Options = new[] { SegmentConfig }.ToFrozenSet();

    public string Method => "predict";

    /// <summary>The catalogue's name stands for its one version.</summary>
    public static string VersionOf(string model) => model.Contains('@', StringComparison.Ordinal) ? model : $"{model}@001";

    public void Write(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, int? dimensions, JsonElement? providerOptions)
    {
        var segment = GoogleProviderOptions.FieldsOf(providerOptions, Options).Select(option => (JsonElement?)option.Value).FirstOrDefault();
        if (segment is not null && !inputs.Any(input => input.Media?.Kind == MediaKind.Video))
        {
            throw InferenceException.Invalid($"parameters.provider_options.{SegmentConfig}", "has no effect without a video.");
        }

        writer.WriteStartArray("instances");
        foreach (var input in inputs)
        {
            Check(input, dimensions);
            writer.WriteStartObject();
            Write(writer, input, segment);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();

        // A video has no shorter vectors, and the one length that it has needs no asking.
        if (dimensions is { } length && inputs.Any(input => input.Media?.Kind != MediaKind.Video))
        {
            writer.WriteStartObject("parameters");
            writer.WriteNumber("dimension", length);
            writer.WriteEndObject();
        }
    }

    public EmbeddingVectors Read(JsonElement answer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingCall? call) => new(
        [.. answer.Items("predictions").Zip(inputs, (prediction, input) => VectorOf(prediction, input, call))], null);

    private static void Check(EmbeddingInput input, int? dimensions)
    {
        if (dimensions is not (null or 128 or 256 or 512 or Dimensions))
        {
            throw InferenceException.Invalid("parameters.dimensions", $"must be 128, 256, 512 or {Dimensions} for this model.");
        }

        if (input.Media?.Kind == MediaKind.Video && dimensions is not (null or Dimensions))
        {
            throw InferenceException.Invalid("parameters.dimensions", $"must be {Dimensions} for a video: this model shortens the vectors of text and images only.");
        }
    }

    private static void Write(Utf8JsonWriter writer, EmbeddingInput input, JsonElement? segment)
    {
        if (input.Media is not { } media)
        {
            writer.WriteText("text", input.Text!);
            return;
        }

        writer.WriteStartObject(media.Kind switch
        {
            MediaKind.Image => "image",
            MediaKind.Video => "video",
            _ => throw InferenceException.Invalid(media.Path, $"is a medium ({media.Kind.ToString().ToLowerInvariant()}) that this model does not embed."),
        });
        writer.WriteBase64String("bytesBase64Encoded", BodyWriter.BytesOf(media));
        if (media.Kind == MediaKind.Video)
        {
            if (segment is { } own)
            {
                writer.WriteElement(SegmentConfig, own);
            }
            else
            {
                writer.WriteStartObject(SegmentConfig);
                writer.WriteNumber("intervalSec", MostSeconds);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    private static float[] VectorOf(JsonElement prediction, EmbeddingInput input, EmbeddingCall? call) => input.Media?.Kind switch
    {
        null => EmbeddingVectors.Numbers(prediction, "textEmbedding"),
        MediaKind.Image => EmbeddingVectors.Numbers(prediction, "imageEmbedding"),
        _ => OfVideo(prediction, input.Media, call),
    };

    private static float[] OfVideo(JsonElement prediction, MediaContent video, EmbeddingCall? call)
    {
        JsonElement[] segments = [.. prediction.Items("videoEmbeddings")];
        if (segments.Length > 1 && call?.ProviderOptions?.Member(SegmentConfig) is not null)
        {
            throw InferenceException.Invalid(
                $"parameters.provider_options.{SegmentConfig}", $"makes {segments.Length} vectors of the video, and an input has one: leave it out, or name one segment.");
        }

        if (segments is not [var only])
        {
            throw AnswerJson.Invalid("videoEmbeddings", $"has {segments.Length} segments where one vector was asked for");
        }

        // The API's own bound, which it says nothing about in its answer.
        if (only.Number("endOffsetSec") - (only.Number("startOffsetSec") ?? 0) >= MostSeconds)
        {
            call?.OnWarning?.Invoke(new InferenceWarning(
                WarningCodes.ProviderNotice, video.Path, $"The vector is of {MostSeconds} s of the video; what follows them is not in it."));
        }

        return EmbeddingVectors.Numbers(only, "embedding");
    }
}
