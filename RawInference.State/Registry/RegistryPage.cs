namespace RawInference.State.Registry;

/// <summary>Some of the entries, in the order of their ids.</summary>
/// <param name="Items">Those of this page.</param>
/// <param name="HasMore">Whether more follow behind the last.</param>
public sealed record RegistryPage<TItem>(IReadOnlyList<TItem> Items, bool HasMore);
