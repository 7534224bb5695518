using System.Text.Json;
using RawInference.Media;
using RawInference.Models;
using RawInference.Usage;

namespace RawInference;

/// <summary>What is asked. One derived record per operation; never says on whose behalf.</summary>
public abstract record InferenceRequest
{
    /// <summary>Which model: a provider with its model, or an alias.</summary>
    public required ModelSelector Model { get; init; }

    /// <summary>What the caller chose about the call itself: streaming, deadline, cache, money.</summary>
    public CallOptions Call { get; init; } = CallOptions.Default;

    /// <summary>Fields for the provider's own body, allow-listed per provider. An object, or null.</summary>
    public JsonElement? ProviderOptions { get; init; }

    /// <summary>One of <see cref="Operations"/>.</summary>
    public abstract string Operation { get; }

    /// <summary>The GenAI conventions' word for it (<c>gen_ai.operation.name</c>); where they have none, the operation itself.</summary>
    public virtual string TelemetryName => Operation;

    /// <summary>The GenAI conventions' word for what comes out (<c>gen_ai.output.type</c>); null where they have none.</summary>
    public virtual string? TelemetryOutputType => null;

    /// <summary>What routing needs to know to choose an operation.</summary>
    public virtual RequestShape Shape => new(Operation, []);

    /// <summary>The media that the request carries or names, in a stable order.</summary>
    public virtual IReadOnlyList<MediaContent> Media => [];

    /// <summary>A rough count of prompt tokens (about four bytes of UTF-8 a token), for limits and for targets' context sizes.</summary>
    public abstract long EstimatePromptTokens();

    /// <summary>
    /// Roughly what the whole call will use, before anybody is asked: each unit that a provider may bill it by (tokens, characters,
    /// images, seconds), though it will bill only some.
    /// </summary>
    /// <param name="maxOutputTokens">The completion to assume where the caller set no bound; null for none.</param>
    public virtual TokenUsage EstimateUsage(long? maxOutputTokens) => new() { Prompt = EstimatePromptTokens(), Completion = 0 };

    /// <summary>This request with completions of at most so many tokens; null where they cannot be bounded.</summary>
    public virtual InferenceRequest? ClampCompletion(long tokens) => null;

    /// <summary>The same request with <see cref="Media"/> replaced, item by item.</summary>
    public virtual InferenceRequest WithMedia(IReadOnlyList<MediaContent> media) => this;

    /// <summary>The typed request with an alias's default parameters beneath the caller's own.</summary>
    /// <exception cref="InferenceException">The inputs or parameters do not fit the operation; names every mistake.</exception>
    public abstract InferenceRequest Bind(RequestBinding binding);

    /// <summary>Everything about this request that <paramref name="model"/> cannot take; empty when it fits.</summary>
    public abstract IReadOnlyList<InferenceProblem> Check(ModelCapabilities model);

    /// <summary>This request without the parameters that <paramref name="model"/> cannot take. The same instance when it fits.</summary>
    public abstract InferenceRequest AdaptTo(ModelCapabilities model);

    /// <summary>The parts that upstream must be asked one by one; only this request where one call will do.</summary>
    public virtual IReadOnlyList<InferenceRequest> Split(ModelCapabilities model) => [this];

    /// <summary>Parts answered by different models would not fit together (vectors of two spaces).</summary>
    public virtual bool PartsShareModel => false;

    /// <summary>One response from those of the parts that <see cref="Split"/> made, in its order.</summary>
    public virtual InferenceResponse Merge(IReadOnlyList<InferenceResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return responses.Single();
    }

    /// <summary>A delta of the part at <paramref name="part"/> of <see cref="Split"/>, as a delta of this request.</summary>
    public virtual InferenceUpdate MergeDelta(int part, InferenceUpdate delta) => delta;

    /// <summary>What is asked of which model, and nothing that a log must not hold: neither prompts nor URLs.</summary>
    public sealed override string ToString() => $"{Operation} of {Model}";
}

/// <summary>A request whose answer has a known type.</summary>
public abstract record InferenceRequest<TResponse> : InferenceRequest
    where TResponse : InferenceResponse;
