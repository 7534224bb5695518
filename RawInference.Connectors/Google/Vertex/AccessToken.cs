namespace RawInference.Connectors.Google.Vertex;

/// <summary>A bearer token with what has to go with it.</summary>
/// <param name="Value">The token.</param>
/// <param name="ExpiresAt">It is not used after this.</param>
/// <param name="QuotaProject">Whose quota is used, where the credentials name one.</param>
internal sealed record AccessToken(string Value, DateTimeOffset ExpiresAt, string? QuotaProject)
{
    /// <summary>A token must never leak by being printed.</summary>
    public override string ToString() => "token";
}
