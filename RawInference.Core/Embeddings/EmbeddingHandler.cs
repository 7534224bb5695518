using Microsoft.Extensions.AI;
using RawInference.Core.Pipeline;
using RawInference.Core.Providers;
using RawInference.Embeddings;

namespace RawInference.Core.Embeddings;

/// <summary>Asks an embedding generator for one batch of vectors.</summary>
internal sealed class EmbeddingHandler : IOperationHandler
{
    private readonly ServiceCache<IEmbeddingGenerator<string, Embedding<float>>> _services =
        new(target => ((IEmbeddingConnector)target.Account.Connector).CreateEmbeddingGenerator(target));

    public string Operation => Operations.Embedding;

    public bool CanServe(IConnector connector) => connector is IEmbeddingConnector;

    public async ValueTask<InferenceAnswer> OpenAsync(InferenceContext context)
    {
        var request = (EmbeddingRequest)context.Request;
        var texts = request.Inputs.Select(input => input.Text ?? throw NotText(context)).ToArray();
        var call = new EmbeddingCall(request.ProviderOptions, request.Call.IncludeRaw, context.Warn);
        var embeddings = await _services.Get(context.Target!)
            .GenerateAsync(texts, call.ToOptions(request.Parameters.Dimensions), context.CancellationToken);

        if (embeddings.Count != texts.Length)
        {
            throw new InferenceException(
                InferenceErrorCode.ProviderInvalidAnswer,
                $"{context.Target} gave {embeddings.Count} vectors for {texts.Length} texts.");
        }

        foreach (var embedding in embeddings)
        {
            RequireFinite(embedding.Vector.Span, context);
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

    /// <summary>JSON has no NaN: a vector with one could not be written, and would poison whatever it is compared with.</summary>
    private static void RequireFinite(ReadOnlySpan<float> vector, InferenceContext context)
    {
        foreach (var number in vector)
        {
            if (!float.IsFinite(number))
            {
                throw new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, $"{context.Target} gave a vector with a number that is not finite.");
            }
        }
    }

    private static InferenceException NotText(InferenceContext context) =>
        InferenceException.Invalid("inputs", $"{context.Target} embeds text only.");
}
