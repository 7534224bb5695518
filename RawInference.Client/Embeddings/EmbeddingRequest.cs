using RawInference.Media;
using RawInference.Models;
using RawInference.Usage;

namespace RawInference.Embeddings;

/// <summary>Asks for one vector per input.</summary>
public sealed record EmbeddingRequest : InferenceRequest<EmbeddingResponse>
{
    public required IReadOnlyList<EmbeddingInput> Inputs { get; init; }

    /// <summary>The caller gave one input, not a list: the REST contract then answers one vector, not a list.</summary>
    public bool Single { get; init; }

    public EmbeddingParameters Parameters { get; init; } = EmbeddingParameters.Default;

    /// <inheritdoc/>
    public override string Operation => Operations.Embedding;

    /// <inheritdoc/>
    public override string TelemetryName => "embeddings";

    /// <inheritdoc/>
    public override IReadOnlyList<MediaContent> Media => [.. Inputs.Select(input => input.Media).OfType<MediaContent>()];

    /// <inheritdoc/>
    public override long EstimatePromptTokens() => Inputs.Sum(input => 1 + (input.Media is { } media ? MediaEstimate.Tokens(media) : TokenEstimate.Of(input.Text)));

    /// <inheritdoc/>
    public override TokenUsage EstimateUsage(long? maxOutputTokens) => base.EstimateUsage(maxOutputTokens) with
    {
        AudioPrompt = MediaEstimate.HeardTokens(Media),
        ImagePrompt = MediaEstimate.SeenTokens(Media),
    };

    /// <inheritdoc/>
    public override InferenceRequest WithMedia(IReadOnlyList<MediaContent> media)
    {
        var next = 0;
        return this with { Inputs = [.. Inputs.Select(input => input.Media is null ? input : EmbeddingInput.Of(media[next++]))] };
    }

    /// <inheritdoc/>
    public override InferenceRequest Bind(RequestBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        return this with { Parameters = EmbeddingParameters.Table.Default(Parameters, EmbeddingParameters.Default, binding.DefaultParameters) };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceProblem> Check(ModelCapabilities model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. Problems(model), .. EmbeddingParameters.Table.Check(Parameters, model)];
    }

    /// <inheritdoc/>
    public override InferenceRequest AdaptTo(ModelCapabilities model)
    {
        var adapted = EmbeddingParameters.Table.Adapt(Parameters, model);
        return ReferenceEquals(adapted, Parameters) ? this : this with { Parameters = adapted };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceRequest> Split(ModelCapabilities model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.MaxBatch is not { } most || Inputs.Count <= most
            ? [this]
            : [.. Inputs.Chunk(most).Select(chunk => this with { Inputs = chunk })];
    }

    /// <inheritdoc/>
    public override bool PartsShareModel => true;

    /// <inheritdoc/>
    public override InferenceResponse Merge(IReadOnlyList<InferenceResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        var first = (EmbeddingResponse)responses[0];
        return responses.Count == 1
            ? first
            : first with { Vectors = [.. responses.Cast<EmbeddingResponse>().SelectMany(response => response.Vectors)] };
    }

    private IEnumerable<InferenceProblem> Problems(ModelCapabilities model)
    {
        if (Inputs.Count == 0)
        {
            yield return new InferenceProblem("inputs", "must have at least one text or medium.");
        }

        foreach (var media in Media.Where(media => !model.Takes(media.Kind)))
        {
            yield return new InferenceProblem(media.Path, $"is a medium ({media.Kind.ToString().ToLowerInvariant()}) that {model} does not embed.");
        }

        if (model.Dimensions is { } most && Parameters.Dimensions > most)
        {
            yield return new InferenceProblem("parameters.dimensions", $"is {Parameters.Dimensions}, and the vectors of {model} have at most {most} numbers.");
        }
    }
}
