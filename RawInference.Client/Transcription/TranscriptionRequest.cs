using RawInference.Media;
using RawInference.Models;
using RawInference.Usage;

namespace RawInference.Transcription;

/// <summary>Asks for the words of one recording.</summary>
public sealed record TranscriptionRequest : InferenceRequest<TranscriptionResponse>
{
    /// <summary>Of fast speech.</summary>
    private const double WrittenTokensPerSecond = 5;

    public required MediaContent Audio { get; init; }

    /// <summary>Words that help the model: names, spelling, style.</summary>
    public string? Prompt { get; init; }

    public TranscriptionParameters Parameters { get; init; } = TranscriptionParameters.Default;

    /// <inheritdoc/>
    public override string Operation => Operations.Transcription;

    /// <inheritdoc/>
    public override string TelemetryOutputType => "text";

    /// <inheritdoc/>
    public override IReadOnlyList<MediaContent> Media => [Audio];

    /// <inheritdoc/>
    public override long EstimatePromptTokens() => MediaEstimate.Tokens(Audio) + TokenEstimate.Of(Prompt);

    /// <inheritdoc/>
    public override TokenUsage EstimateUsage(long? maxOutputTokens)
    {
        var seconds = MediaEstimate.Seconds(Audio);
        return new TokenUsage
        {
            Prompt = EstimatePromptTokens(),
            AudioPrompt = MediaEstimate.Tokens(Audio),
            Completion = (long)Math.Ceiling(seconds * WrittenTokensPerSecond),
            AudioSeconds = seconds,
        };
    }

    /// <inheritdoc/>
    public override InferenceRequest WithMedia(IReadOnlyList<MediaContent> media)
    {
        ArgumentNullException.ThrowIfNull(media);
        return this with { Audio = media[0] };
    }

    /// <inheritdoc/>
    public override InferenceRequest Bind(RequestBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        return this with { Parameters = TranscriptionParameters.Table.Default(Parameters, TranscriptionParameters.Default, binding.DefaultParameters) };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceProblem> Check(ModelCapabilities model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. MediaProblems(), .. TranscriptionParameters.Table.Check(Asked, model)];
    }

    /// <inheritdoc/>
    public override InferenceRequest AdaptTo(ModelCapabilities model)
    {
        var adapted = TranscriptionParameters.Table.Adapt(Parameters, model);
        return ReferenceEquals(adapted, Parameters) ? this : this with { Parameters = adapted };
    }

    /// <summary>Not to translate, which a caller may say against an alias's default, is what every model can.</summary>
    private TranscriptionParameters Asked => Parameters.Translate == false ? Parameters with { Translate = null } : Parameters;

    private IEnumerable<InferenceProblem> MediaProblems()
    {
        if (Audio.Kind != MediaKind.Audio)
        {
            yield return new InferenceProblem(Audio.Path, $"is a medium ({Audio.Kind.ToString().ToLowerInvariant()}) and not a recording.");
        }
    }
}
