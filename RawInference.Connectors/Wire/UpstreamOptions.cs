using System.ComponentModel.DataAnnotations;

namespace RawInference.Connectors.Wire;

/// <summary>How providers are connected to: <c>RawInference:Upstream</c>. The time of a whole call is the pipeline's matter.</summary>
public sealed class UpstreamOptions
{
    /// <summary>Within <c>RawInference</c>.</summary>
    public const string Section = "Upstream";

    /// <summary>Until the connection stands, TLS included; 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From sending the request to the first byte of the answer's body; 5 min, because a reasoning model thinks first.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two reads of the answer's body; 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan BetweenBytesTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a pooled connection lives, so that DNS changes are seen; 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest answer, in bytes, that is not an embedding; 64 MiB.</summary>
    [Range(1, int.MaxValue)]
    public int MaxAnswerBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The largest answer, in bytes, with vectors; 256 MiB: 2,048 vectors of 3,072 numbers as text.</summary>
    [Range(1, int.MaxValue)]
    public int MaxEmbeddingBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The largest event of a stream, in bytes; 8 MiB.</summary>
    [Range(1, int.MaxValue)]
    public int MaxEventBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Go through the proxy that the environment names; off, so that a variable cannot redirect keys and prompts.</summary>
    public bool UseSystemProxy { get; set; }
}
