using RawInference.Models;

namespace RawInference.Speech;

/// <summary>Asks for a text to be spoken.</summary>
public sealed record SpeechRequest : InferenceRequest<SpeechResponse>
{
    public required string Text { get; init; }

    public SpeechParameters Parameters { get; init; } = SpeechParameters.Default;

    /// <inheritdoc/>
    public override string Operation => Operations.Speech;

    /// <inheritdoc/>
    public override string TelemetryOutputType => "speech";

    /// <inheritdoc/>
    public override long EstimatePromptTokens() => 1 + ((Text.Length + (Parameters.Instructions?.Length ?? 0)) / 4L);

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
