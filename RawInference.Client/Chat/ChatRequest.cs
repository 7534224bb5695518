using RawInference.Media;
using RawInference.Models;
using RawInference.Usage;

namespace RawInference.Chat;

/// <summary>Asks for completions: each conversation is completed on its own.</summary>
public sealed record ChatRequest : InferenceRequest<ChatResponse>
{
    /// <summary>Usually one; several for several prompts.</summary>
    public required IReadOnlyList<IReadOnlyList<ChatMessage>> Conversations { get; init; }

    public ChatParameters Parameters { get; init; } = ChatParameters.Default;

    /// <inheritdoc/>
    public override string Operation => Operations.Chat;

    /// <inheritdoc/>
    public override string TelemetryOutputType => Parameters.Schema is null ? "text" : "json";

    /// <inheritdoc/>
    public override IReadOnlyList<MediaContent> Media =>
        [.. Conversations.SelectMany(messages => messages).SelectMany(message => message.Parts).Select(part => part.Media).OfType<MediaContent>()];

    /// <inheritdoc/>
    public override long EstimatePromptTokens() => ChatEstimate.PromptTokens(this);

    /// <inheritdoc/>
    public override TokenUsage EstimateUsage(long? maxOutputTokens) => ChatEstimate.Usage(this, maxOutputTokens);

    /// <inheritdoc/>
    /// <remarks>Null also where less than that would not leave the reasoning that was asked for.</remarks>
    public override InferenceRequest? ClampCompletion(long tokens) => Parameters.Reasoning?.MaxTokens >= tokens
        ? null
        : this with { Parameters = Parameters with { MaxTokens = (int)Math.Min(tokens, Parameters.MaxTokens ?? int.MaxValue) } };

    /// <inheritdoc/>
    public override InferenceRequest WithMedia(IReadOnlyList<MediaContent> media)
    {
        var next = 0;
        return this with
        {
            Conversations = [.. Conversations.Select(messages =>
                (IReadOnlyList<ChatMessage>)[.. messages.Select(message => message with
                {
                    Parts = [.. message.Parts.Select(part => part.Media is null ? part : ContentPart.Of(media[next++]) with { CacheControl = part.CacheControl })],
                })])],
        };
    }

    /// <inheritdoc/>
    public override InferenceRequest Bind(RequestBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        return this with { Parameters = ChatParameters.Table.Default(Parameters, ChatParameters.Default, binding.DefaultParameters) };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceProblem> Check(ModelCapabilities model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. InputProblems(), .. MediaProblems(model), .. OutputProblems(model), .. ChatParameters.Table.Check(Parameters, model)];
    }

    /// <inheritdoc/>
    public override InferenceRequest AdaptTo(ModelCapabilities model)
    {
        var adapted = ChatParameters.Table.Adapt(Parameters, model);
        return ReferenceEquals(adapted, Parameters) ? this : this with { Parameters = adapted };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceRequest> Split(ModelCapabilities model) => Conversations.Count == 1
        ? [this]
        : [.. Conversations.Select(conversation => this with { Conversations = [conversation] })];

    /// <inheritdoc/>
    public override InferenceResponse Merge(IReadOnlyList<InferenceResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        var first = (ChatResponse)responses[0];
        return responses.Count == 1 ? first : first with { Outputs = [.. responses.Cast<ChatResponse>().SelectMany(response => response.Outputs)] };
    }

    /// <inheritdoc/>
    public override InferenceUpdate MergeDelta(int part, InferenceUpdate delta) =>
        part > 0 && delta is ChatDelta chat ? chat with { Index = (part * (Parameters.Count ?? 1)) + chat.Index } : delta;

    private IEnumerable<InferenceProblem> InputProblems()
    {
        if (Conversations.Count == 0 || Conversations.Any(messages => messages.Count == 0))
        {
            yield return new InferenceProblem("inputs", "must have at least one message.");
        }
    }

    private IEnumerable<InferenceProblem> MediaProblems(ModelCapabilities model) => Media
        .Where(media => !model.Takes(media.Kind))
        .Select(media => new InferenceProblem(media.Path, $"is a medium ({media.Kind.ToString().ToLowerInvariant()}) that {model} does not take."));

    private IEnumerable<InferenceProblem> OutputProblems(ModelCapabilities model)
    {
        if (model.MaxOutputTokens is { } most && Parameters.MaxTokens > most)
        {
            yield return new InferenceProblem("parameters.max_tokens", $"is {Parameters.MaxTokens}, and {model} writes at most {most}.");
        }
    }
}
