using RawInference.Media;
using RawInference.Models;
using RawInference.Usage;

namespace RawInference.Images;

/// <summary>Asks for images of prompts, or for a change to images that are given.</summary>
public sealed record ImageRequest : InferenceRequest<ImageResponse>
{
    // Of an image that is not square, the largest that is counted as tokens.
    private const long LowTokens = 408;
    private const long MediumTokens = 1_584;
    private const long HighTokens = 6_240;

    /// <summary>Each is drawn on its own.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>What to change, or to take as a model; empty to draw from words alone.</summary>
    public IReadOnlyList<MediaContent> Images { get; init; } = [];

    public ImageParameters Parameters { get; init; } = ImageParameters.Default;

    /// <inheritdoc/>
    public override string Operation => Operations.Image;

    /// <inheritdoc/>
    public override string TelemetryOutputType => "image";

    /// <inheritdoc/>
    public override IReadOnlyList<MediaContent> Media => Images;

    /// <inheritdoc/>
    public override long EstimatePromptTokens() => Prompts.Sum(prompt => 1 + TokenEstimate.Of(prompt)) + ImagePromptTokens;

    /// <inheritdoc/>
    public override TokenUsage EstimateUsage(long? maxOutputTokens)
    {
        var count = (long)Prompts.Count * (Parameters.Count ?? 1);
        var drawn = count * Parameters.Quality switch { "low" => LowTokens, "medium" => MediumTokens, _ => HighTokens };
        return new TokenUsage
        {
            Prompt = EstimatePromptTokens(),
            ImagePrompt = Images.Count > 0 ? ImagePromptTokens : null,
            Completion = drawn,
            ImageCompletion = drawn,
            Images = count,
        };
    }

    /// <inheritdoc/>
    public override InferenceRequest WithMedia(IReadOnlyList<MediaContent> media) => this with { Images = media };

    /// <inheritdoc/>
    public override InferenceRequest Bind(RequestBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        return this with { Parameters = ImageParameters.Table.Default(Parameters, ImageParameters.Default, binding.DefaultParameters) };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceProblem> Check(ModelCapabilities model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. Problems(model), .. ImageParameters.Table.Check(Parameters, model)];
    }

    /// <inheritdoc/>
    public override InferenceRequest AdaptTo(ModelCapabilities model)
    {
        var adapted = ImageParameters.Table.Adapt(Parameters, model);
        return ReferenceEquals(adapted, Parameters) ? this : this with { Parameters = adapted };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceRequest> Split(ModelCapabilities model) =>
        Prompts.Count == 1 ? [this] : [.. Prompts.Select(prompt => this with { Prompts = [prompt] })];

    /// <inheritdoc/>
    public override InferenceResponse Merge(IReadOnlyList<InferenceResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        var first = (ImageResponse)responses[0];
        return responses.Count == 1
            ? first
            : first with
            {
                Images = [.. responses.Cast<ImageResponse>().SelectMany((response, prompt) => response.Images.Select(image => image with { Index = prompt }))],
            };
    }

    /// <summary>The images go with every prompt.</summary>
    private long ImagePromptTokens => Prompts.Count * Images.Sum(MediaEstimate.Tokens);

    private IEnumerable<InferenceProblem> Problems(ModelCapabilities model)
    {
        if (Prompts.Count == 0)
        {
            yield return new InferenceProblem("inputs.prompts", "must have at least one prompt.");
        }

        foreach (var media in Images)
        {
            if (media.Kind != MediaKind.Image)
            {
                yield return new InferenceProblem(media.Path, $"is a medium ({media.Kind.ToString().ToLowerInvariant()}) and not an image.");
            }
            else if (!model.Takes(MediaKind.Image))
            {
                yield return new InferenceProblem(media.Path, $"is an image to work from, which {model} does not take: it draws from words alone.");
            }
        }
    }
}
