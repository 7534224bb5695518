namespace RawInference.State.Keys;

/// <summary>A key with its secret, which nobody can read again.</summary>
/// <param name="Entry">As it is stored.</param>
/// <param name="Secret">The whole key, <c>sk_…</c>.</param>
public sealed record MintedKey(KeyEntry Entry, string Secret)
{
    /// <summary>The entry's id: the secret must not be in a log.</summary>
    public override string ToString() => Entry.Id;
}
