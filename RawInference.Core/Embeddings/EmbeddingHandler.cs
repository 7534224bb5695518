using Microsoft.Extensions.AI;
using RawInference.Core.Models;
using RawInference.Core.Pipeline;
using RawInference.Core.Providers;
using RawInference.Embeddings;

namespace RawInference.Core.Embeddings;

/// <summary>Asks an embedding generator for one batch of vectors.</summary>
internal sealed class EmbeddingHandler : IOperationHandler
{
    private readonly ServiceCache<IEmbeddingGenerator<string, Embedding<float>>> _ofText =
        new(target => ((IEmbeddingConnector)target.Account.Connector).CreateEmbeddingGenerator(target));

    private readonly ServiceCache<IEmbeddingGenerator<AIContent, Embedding<float>>> _ofMedia =
        new(target => ((IMediaEmbeddingConnector)target.Account.Connector).CreateMediaEmbeddingGenerator(target));

    public string Operation => Operations.Embedding;

    public bool CanServe(IConnector connector) => connector is IEmbeddingConnector;

    /// <summary>The catalogue may not know the model, but the dialect is known.</summary>
    public IEnumerable<InferenceProblem> Check(InferenceRequest request, ModelTarget target) => target.Account.Connector is IMediaEmbeddingConnector
        ? []
        : request.Media.Select(media => new InferenceProblem(media.Path, $"is a medium ({media.Kind.ToString().ToLowerInvariant()}), and {target} embeds text only."));

    public async ValueTask<InferenceAnswer> OpenAsync(InferenceContext context)
    {
        var request = (EmbeddingRequest)context.Request;
        var call = new EmbeddingCall(request.ProviderOptions, request.Call.IncludeRaw, context.Warn);
        var embeddings = await GenerateAsync(request, call.ToOptions(request.Parameters.Dimensions), context);
        if (embeddings.Count != request.Inputs.Count)
        {
            throw new InferenceException(
                InferenceErrorCode.ProviderInvalidAnswer,
                $"{context.Target} gave {embeddings.Count} vectors for {request.Inputs.Count} inputs.");
        }

        foreach (var embedding in embeddings)
        {
            Check(embedding.Vector.Span, context);
        }

        var result = EmbeddingResult.Of(embeddings);
        return InferenceAnswer.Of(new EmbeddingResponse
        {
            Vectors = [.. embeddings.Select(embedding => embedding.Vector)],
            Single = request.Single,
            Usage = result?.Usage,
            Model = result?.Model ?? "",
            Raw = result?.Raw is { } raw ? [raw] : [],
        });
    }

    private Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(EmbeddingRequest request, EmbeddingGenerationOptions options, InferenceContext context)
    {
        var target = context.Target!;
        return request.Media.Count == 0
            ? _ofText.Get(target).GenerateAsync(request.Inputs.Select(input => input.Text!), options, context.CancellationToken)
            : _ofMedia.Get(target).GenerateAsync(request.Inputs.Select(EmbeddingContents.Of), options, context.CancellationToken);
    }

    /// <summary>JSON has no NaN: a vector with one could not be written, and would poison whatever it is compared with. So would an empty one.</summary>
    private static void Check(ReadOnlySpan<float> vector, InferenceContext context)
    {
        if (vector.IsEmpty)
        {
            throw new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, $"{context.Target} gave a vector without a number.");
        }

        foreach (var number in vector)
        {
            if (!float.IsFinite(number))
            {
                throw new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, $"{context.Target} gave a vector with a number that is not finite.");
            }
        }
    }
}
