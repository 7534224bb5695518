namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>One piece of a prompt, in the order in which the provider reads and caches it.</summary>
/// <param name="Identity">What makes it the same piece in another request.</param>
/// <param name="Tokens">What it is billed as.</param>
/// <param name="CacheFor">How long the prompt up to here shall be cached; null where it is not marked.</param>
internal sealed record PromptBlock(string Identity, int Tokens, string? CacheFor);
