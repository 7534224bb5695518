namespace RawInference.Core.Identity;

/// <summary>Knows the keys.</summary>
public interface IKeyStore
{
    /// <summary>The key of this secret; null for one that is malformed, unknown, revoked or expired, without telling which.</summary>
    ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken);
}
