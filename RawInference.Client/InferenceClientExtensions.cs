namespace RawInference;

/// <summary>What callers of <see cref="IInferenceClient"/> mostly want: the whole answer.</summary>
public static class InferenceClientExtensions
{
    /// <summary>Sends a request and returns its whole answer.</summary>
    /// <exception cref="InferenceException">The call was refused or failed.</exception>
    public static async Task<TResponse> SendAsync<TResponse>(
        this IInferenceClient client,
        InferenceRequest<TResponse> request,
        CancellationToken cancellationToken = default)
        where TResponse : InferenceResponse =>
        (TResponse)await client.SendAsync((InferenceRequest)request, cancellationToken);

    /// <inheritdoc cref="SendAsync{TResponse}"/>
    public static async Task<InferenceResponse> SendAsync(
        this IInferenceClient client,
        InferenceRequest request,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);

        await foreach (var update in client.StreamAsync(request, cancellationToken))
        {
            if (update is InferenceResponse response)
            {
                return response;
            }
        }

        throw new InferenceException(InferenceErrorCode.StreamCut, "The answer ended before it was complete.");
    }
}
