using RawInference.Models;
using RawInference.Usage;

namespace RawInference.Speech;

/// <summary>Asks for a text to be spoken.</summary>
public sealed record SpeechRequest : InferenceRequest<SpeechResponse>
{
    /// <summary>25 tokens a second, and 12 characters.</summary>
    private const double SpokenTokensPerCharacter = 2;

    public required string Text { get; init; }

    public SpeechParameters Parameters { get; init; } = SpeechParameters.Default;

    /// <inheritdoc/>
    public override string Operation => Operations.Speech;

    /// <inheritdoc/>
    public override string TelemetryOutputType => "speech";

    /// <inheritdoc/>
    public override long EstimatePromptTokens() => 1 + TokenEstimate.Of(Text) + TokenEstimate.Of(Parameters.Instructions);

    /// <inheritdoc/>
    public override TokenUsage EstimateUsage(long? maxOutputTokens)
    {
        var spoken = (long)Math.Ceiling(Text.Length * SpokenTokensPerCharacter / (Parameters.Speed ?? 1));
        return new TokenUsage
        {
            Prompt = EstimatePromptTokens(),
            Completion = spoken,
            AudioCompletion = spoken,
            Characters = Text.Length,
        };
    }

    /// <inheritdoc/>
    public override InferenceRequest Bind(RequestBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        return this with { Parameters = SpeechParameters.Table.Default(Parameters, SpeechParameters.Default, binding.DefaultParameters) };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceProblem> Check(ModelCapabilities model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. Problems(), .. SpeechParameters.Table.Check(Parameters, model)];
    }

    /// <inheritdoc/>
    public override InferenceRequest AdaptTo(ModelCapabilities model)
    {
        var adapted = SpeechParameters.Table.Adapt(Parameters, model);
        return ReferenceEquals(adapted, Parameters) ? this : this with { Parameters = adapted };
    }

    private IEnumerable<InferenceProblem> Problems()
    {
        if (Text.Length == 0)
        {
            yield return new InferenceProblem("inputs.text", "must not be empty: it is what is spoken.");
        }
    }
}
