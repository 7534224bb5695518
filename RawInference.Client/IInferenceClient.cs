namespace RawInference;

/// <summary>The one port to inference: in-process it is the pipeline, over HTTP the remote client.</summary>
public interface IInferenceClient
{
    /// <summary>
    /// Asks for one inference. Deltas come first when <see cref="CallOptions.Stream"/> asks for them; exactly one
    /// <see cref="InferenceResponse"/>, the whole answer, is always the last item. A stream that ends without it has failed and throws.
    /// </summary>
    /// <exception cref="InferenceException">Refused, failed or cut; before or after the first delta.</exception>
    IAsyncEnumerable<InferenceUpdate> StreamAsync(InferenceRequest request, CancellationToken cancellationToken = default);
}
