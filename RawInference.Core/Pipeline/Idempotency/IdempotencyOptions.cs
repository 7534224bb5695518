using System.ComponentModel.DataAnnotations;

namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>How answers to calls with an idempotency key are kept: <c>RawInference:Idempotency</c>.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>How long a repeated call gets the answer of the first. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A larger answer (all its deltas and its response, media as base64) is not kept, and its repetition refused. Bytes; default 8 MiB.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxAnswerBytes { get; set; } = 8 * 1024 * 1024;
}
