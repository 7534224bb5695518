namespace RawInference.Emulator.Refusals;

/// <summary>A condition in code: what the message may quote, when it holds; null when it does not.</summary>
internal delegate IReadOnlyDictionary<string, string>? RefusalCheck(RefusalContext context);
