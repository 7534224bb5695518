namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>An idempotency key and whose it is: the same word of another key or namespace is another one.</summary>
/// <param name="Organization">Id.</param>
/// <param name="Namespace">Id.</param>
/// <param name="KeyId">Id of the API key.</param>
/// <param name="Key">The caller's word; it may be private, so stores keep a hash of it at most.</param>
public sealed record IdempotencyScope(string Organization, string Namespace, string KeyId, string Key)
{
    /// <summary>Without the caller's word.</summary>
    public override string ToString() => $"{Organization}/{Namespace}/{KeyId}";
}
