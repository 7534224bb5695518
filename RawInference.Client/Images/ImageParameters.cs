using RawInference.Contract;

namespace RawInference.Images;

/// <summary>What a caller may set of an image. Null leaves it to the provider; the words are the provider's own.</summary>
public sealed record ImageParameters
{
    public static ImageParameters Default { get; } = new();

    /// <summary><c>1024x1024</c>, an aspect ratio (<c>16:9</c>) or <c>auto</c>, as the model takes them.</summary>
    public string? Size { get; init; }

    /// <summary>Images per prompt, 1 to 10.</summary>
    public int? Count { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c>, <c>standard</c>, <c>hd</c>, as the model takes them.</summary>
    public string? Quality { get; init; }

    /// <summary><c>transparent</c>, <c>opaque</c> or <c>auto</c>.</summary>
    public string? Background { get; init; }

    /// <summary><c>png</c>, <c>jpeg</c> or <c>webp</c>.</summary>
    public string? OutputFormat { get; init; }

    /// <summary>Percent, 0 to 100, for <c>jpeg</c> and <c>webp</c>.</summary>
    public int? OutputCompression { get; init; }

    public long? Seed { get; init; }

    /// <summary>How each is read from <c>parameters</c>, defaulted, checked and dropped.</summary>
    public static ParameterTable<ImageParameters> Table { get; } = new(
        new Parameter<ImageParameters, string>("size", p => p.Size, (p, v) => p with { Size = v }, v => v.NonEmptyText()),
        new Parameter<ImageParameters, int?>("n", p => p.Count, (p, v) => p with { Count = v }, v => (int?)v.Integer(1, 10)) { Essential = true },
        new Parameter<ImageParameters, string>("quality", p => p.Quality, (p, v) => p with { Quality = v }, v => v.NonEmptyText()),
        new Parameter<ImageParameters, string>("background", p => p.Background, (p, v) => p with { Background = v }, v => v.NonEmptyText()),
        new Parameter<ImageParameters, string>("output_format", p => p.OutputFormat, (p, v) => p with { OutputFormat = v }, v => v.NonEmptyText()) { Essential = true },
        new Parameter<ImageParameters, int?>("output_compression", p => p.OutputCompression, (p, v) => p with { OutputCompression = v }, v => (int?)v.Integer(0, 100)),
        new Parameter<ImageParameters, long?>("seed", p => p.Seed, (p, v) => p with { Seed = v }, v => v.Integer(long.MinValue, long.MaxValue)));
}
