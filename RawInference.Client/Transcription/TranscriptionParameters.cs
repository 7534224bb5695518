using RawInference.Contract;

namespace RawInference.Transcription;

/// <summary>What a caller may set of a transcription. Null leaves it to the provider.</summary>
public sealed record TranscriptionParameters
{
    public static TranscriptionParameters Default { get; } = new();

    /// <summary>The language spoken, as ISO-639-1: <c>en</c>.</summary>
    public string? Language { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Temperature { get; init; }

    /// <summary>Write the words in English, whatever language is spoken.</summary>
    public bool? Translate { get; init; }

    /// <summary>Which timestamps to give: <c>segment</c>, <c>word</c>.</summary>
    public IReadOnlyList<string>? Timestamps { get; init; }

    /// <summary>How each is read from <c>parameters</c>, defaulted, checked and dropped.</summary>
    public static ParameterTable<TranscriptionParameters> Table { get; } = new(
        new Parameter<TranscriptionParameters, string>("language", p => p.Language, (p, v) => p with { Language = v }, v => v.NonEmptyText()),
        new Parameter<TranscriptionParameters, double?>("temperature", p => p.Temperature, (p, v) => p with { Temperature = v }, v => v.Number(0, 1)),
        new Parameter<TranscriptionParameters, bool?>("translate", p => p.Translate, (p, v) => p with { Translate = v }, v => v.Flag()) { Essential = true },
        new Parameter<TranscriptionParameters, IReadOnlyList<string>>(
            "timestamp_granularities",
            p => p.Timestamps,
            (p, v) => p with { Timestamps = v },
            v => v.Items(2, "a list of 'segment' and 'word'")?.Select(item => item.OneOf("segment", "word") ?? "").ToArray()));
}
