using RawInference.Contract;

namespace RawInference.Speech;

/// <summary>What a caller may set of speech. Null leaves it to the provider; voices are the provider's own names.</summary>
public sealed record SpeechParameters
{
    public static SpeechParameters Default { get; } = new();

    public string? Voice { get; init; }

    /// <summary><c>mp3</c>, <c>opus</c>, <c>aac</c>, <c>flac</c>, <c>wav</c> or <c>pcm</c>, as the model takes them.</summary>
    public string? ResponseFormat { get; init; }

    /// <summary>0.25 to 4; 1 is the voice's own.</summary>
    public double? Speed { get; init; }

    /// <summary>How to speak, in words.</summary>
    public string? Instructions { get; init; }

    /// <summary>The language spoken, as the provider names it: <c>en</c>, <c>en-US</c>.</summary>
    public string? Language { get; init; }

    /// <summary>The names of those that are set: instructions may be private.</summary>
    public override string ToString() => string.Join(", ", Table.SetIn(this));

    /// <summary>How each is read from <c>parameters</c>, defaulted, checked and dropped.</summary>
    public static ParameterTable<SpeechParameters> Table { get; } = new(
        new Parameter<SpeechParameters, string>("voice", p => p.Voice, (p, v) => p with { Voice = v }, v => v.NonEmptyText()) { Essential = true },
        new Parameter<SpeechParameters, string>("response_format", p => p.ResponseFormat, (p, v) => p with { ResponseFormat = v }, v => v.NonEmptyText()) { Essential = true },
        new Parameter<SpeechParameters, double?>("speed", p => p.Speed, (p, v) => p with { Speed = v }, v => v.Number(0.25, 4)),
        new Parameter<SpeechParameters, string>("instructions", p => p.Instructions, (p, v) => p with { Instructions = v }, v => v.NonEmptyText()),
        new Parameter<SpeechParameters, string>("language", p => p.Language, (p, v) => p with { Language = v }, v => v.NonEmptyText()));
}
