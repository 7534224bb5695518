using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Google.Embed;
using RawInference.Emulator.Google.Generate;
using RawInference.Emulator.Media;
using RawInference.Emulator.Models;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Vertex;

/// <summary>The vectors of one instance of multimodalembedding: of its text, its picture, and each segment of its video.</summary>
internal static class MediaPrediction
{
    /// <summary>What a video is taken to last at most, and between two vectors where nothing else is asked for, in seconds.</summary>
    private const int DefaultEnd = 120;
    private const int DefaultInterval = 16;

    public static JsonObject Of(ModelEntry model, JsonElement instance, int dimensions)
    {
        var prediction = new JsonObject();
        if (instance.Text("text") is { } text)
        {
            prediction["textEmbedding"] = EmbeddedContent.Vector(model.Id, TokenCount.Truncate(text, model.Context), dimensions);
        }

        if (instance.Member("image") is { } image)
        {
            prediction["imageEmbedding"] = EmbeddedContent.Vector(model.Id, Words(image), dimensions);
        }

        if (instance.Member("video") is { } video)
        {
            prediction["videoEmbeddings"] = new JsonArray([.. Segments(video).Select(segment => (JsonNode)new JsonObject
            {
                ["startOffsetSec"] = segment.Start,
                ["endOffsetSec"] = segment.End,

                // A video's vectors are never shortened.
                ["embedding"] = EmbeddedContent.Vector(model.Id, $"{Words(video)} second{segment.Start}", model.Output),
            })]);
        }

        return prediction;
    }

    private static IEnumerable<(int Start, int End)> Segments(JsonElement video)
    {
        var config = video.Member("videoSegmentConfig");
        var length = (int)Math.Ceiling(Seconds(video));
        var end = Math.Min(config?.Integer("endOffsetSec") ?? DefaultEnd, length);
        var interval = config?.Integer("intervalSec") ?? DefaultInterval;
        for (var start = config?.Integer("startOffsetSec") ?? 0; start < end; start += interval)
        {
            yield return (start, Math.Min(start + interval, end));
        }
    }

    private static double Seconds(JsonElement video) => video.Text("bytesBase64Encoded") is { } data
        ? VideoHeader.Read(InlineBytes.Base64(data) ?? [])?.Seconds ?? throw EmulatorLimits.Unable("a video that is not an MP4 with a movie header")
        : throw EmulatorLimits.Unable("a video in Cloud Storage: its length is not known");

    private static string Words(JsonElement media) => media.Text("bytesBase64Encoded") is { } data
        ? EmbeddedContent.Name(InlineBytes.Base64(data) ?? [])
        : media.Text("gcsUri") ?? "";
}
