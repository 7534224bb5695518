namespace RawInference.Connectors.Wire;

/// <summary>On whose account a provider is asked: what its errors need to be told right and without the key.</summary>
/// <param name="Name">The configured provider's name.</param>
/// <param name="Secret">The key, so that it can be taken out of what the provider says.</param>
/// <param name="Classify">What the dialect's own error codes mean.</param>
internal sealed record UpstreamAccount(string Name, string? Secret, ErrorClassifier Classify)
{
    /// <summary>Null where the dialect itself has put the key on the request.</summary>
    public IUpstreamCredential? Credential { get; init; }

    /// <summary>The name only: an account must never leak its key by being printed.</summary>
    public override string ToString() => Name;
}
