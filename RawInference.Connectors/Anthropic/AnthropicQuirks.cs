using System.Collections.Frozen;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Anthropic;

/// <summary>Where a compatible server deviates; <see cref="AnthropicConnector"/> documents each.</summary>
internal static class AnthropicQuirks
{
    private const string MediaUrls = "media_urls";

    /// <summary>Each quirk with its values, the default first.</summary>
    public static FrozenDictionary<string, IReadOnlyList<string>> Known { get; } =
        new Dictionary<string, IReadOnlyList<string>> { [MediaUrls] = ["true", "false"] }.ToFrozenDictionary();

    /// <exception cref="InferenceException">The quirk has a value that it does not know.</exception>
    public static bool TakesMediaUrls(ProviderAccount account) => account.Quirks.GetValueOrDefault(MediaUrls, "true") switch
    {
        "true" => true,
        "false" => false,
        var value => throw new InferenceException(
            InferenceErrorCode.Internal,
            $"RawInference:Providers:{account.Name}:Quirks:{MediaUrls}: '{value}' is not one of {string.Join(", ", Known[MediaUrls])}."),
    };
}
