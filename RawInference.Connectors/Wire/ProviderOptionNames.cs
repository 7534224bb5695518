namespace RawInference.Connectors.Wire;

/// <summary>What no dialect lets a caller set in a body, whatever fields its provider has.</summary>
internal static class ProviderOptionNames
{
    private static readonly string[] Suspicious =
        ["key", "header", "url", "uri", "endpoint", "host", "proxy", "auth", "secret", "password", "credential", "webhook", "callback"];

    /// <summary>A plain name that neither turns streaming on nor smells of an endpoint, a key or a header.</summary>
    public static bool IsHarmless(string name) =>
        name.Length is > 0 and <= 64
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')
        && !name.StartsWith("stream", StringComparison.Ordinal)
        && !Array.Exists(Suspicious, word => name.Contains(word, StringComparison.Ordinal));
}
