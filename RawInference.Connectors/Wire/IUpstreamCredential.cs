namespace RawInference.Connectors.Wire;

/// <summary>What proves an account where a key in a header does not: tokens that expire and have to be fetched.</summary>
internal interface IUpstreamCredential
{
    /// <summary>Puts the proof on a request. What fails is an <see cref="InferenceException"/>.</summary>
    /// <returns>The secret that was put on, so that it can be taken out of what the provider says.</returns>
    ValueTask<string> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
