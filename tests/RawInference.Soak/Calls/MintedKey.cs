namespace RawInference.Soak.Calls;

/// <summary>A key and its secret.</summary>
internal sealed record MintedKey(string Id, string Secret);
