using System.ComponentModel.DataAnnotations;

namespace RawInference.Api.Inference;

/// <summary>Bounds of the REST face: <c>RawInference:Api</c>.</summary>
public sealed class InferenceApiOptions
{
    /// <summary>Bytes of a request's body, media in base64 included. Default 40 MiB.</summary>
    [Range(1_024, 120 * 1_048_576)]
    public int MaxBodyBytes { get; set; } = 40 * 1_048_576;

    /// <summary>Time for the whole body to arrive. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Silence of a stream after which a comment line is sent. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A reader that takes nothing for this long is cut. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
