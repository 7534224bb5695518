namespace RawInference.Connectors.Wire;

/// <summary>What proves an account where a key in a header does not: tokens that expire and have to be fetched.</summary>
internal interface IUpstreamCredential
{
    /// <summary>Puts the proof on a request. What fails is an <see cref="InferenceException"/>.</summary>
    /// <returns>The secret that was put on, so that it can be taken out of what the provider says.</returns>
    ValueTask<string> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Hears that the provider no longer accepts a secret, so that the next call does not put it on again.</summary>
    void Refused(string secret)
    {
    }
}
