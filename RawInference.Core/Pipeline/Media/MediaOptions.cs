using System.ComponentModel.DataAnnotations;
using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>How media are fetched and how large they may be: <c>RawInference:Media</c>.</summary>
public sealed class MediaOptions
{
    public const string Section = "RawInference:Media";

    /// <summary>
    /// Exact origins (<c>http://127.0.0.1:5081</c>) that are exempt from the checks of port and address. For development:
    /// whoever holds a key can read whatever such an origin serves.
    /// </summary>
    public List<string> AllowedOrigins { get; } = [];

    /// <summary>Fetch https URLs even where the provider would fetch them itself; false by default.</summary>
    public bool AlwaysFetch { get; set; }

    /// <summary>Bytes of one image; 20 MiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxImageBytes { get; set; } = 20 << 20;

    /// <summary>Bytes of one recording; 25 MiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxAudioBytes { get; set; } = 25 << 20;

    /// <summary>Bytes of one video; 100 MiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxVideoBytes { get; set; } = 100 << 20;

    /// <summary>Bytes of one document; 32 MiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxFileBytes { get; set; } = 32 << 20;

    /// <summary>Bytes of all media of one request; 128 MiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxTotalBytes { get; set; } = 128 << 20;

    /// <summary>From the look-up of the name to an open connection; 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest silence of a server, before or within its answer; 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>One medium from first to last, redirects and the wait for a free slot included; 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Media of one request that are fetched side by side; 4.</summary>
    [Range(1, 64)]
    public int MaxFetchesPerRequest { get; set; } = 4;

    /// <summary>Fetches side by side for one namespace; 16.</summary>
    [Range(1, 10_000)]
    public int MaxFetchesPerNamespace { get; set; } = 16;

    /// <summary>Fetches side by side from one host, for everyone together: the gateway must not amplify an attack on it; 8.</summary>
    [Range(1, 10_000)]
    public int MaxFetchesPerHost { get; set; } = 8;

    internal int MaxBytes(MediaKind kind) => kind switch
    {
        MediaKind.Image => MaxImageBytes,
        MediaKind.Audio => MaxAudioBytes,
        MediaKind.Video => MaxVideoBytes,
        _ => MaxFileBytes,
    };
}
