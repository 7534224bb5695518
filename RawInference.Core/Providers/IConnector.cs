using RawInference.Core.Models;
using RawInference.Media;

namespace RawInference.Core.Providers;

/// <summary>
/// A provider's wire dialect. What it can do is told by the capability interfaces that it implements besides
/// (<c>IChatConnector</c>, <c>IEmbeddingConnector</c>, …), each of which makes a Semantic Kernel service.
/// </summary>
public interface IConnector
{
    /// <summary>The word in <see cref="ProviderOptions.Connector"/>.</summary>
    string Name { get; }

    /// <summary>Well-known providers that speak this dialect.</summary>
    IReadOnlyList<ProviderPreset> Presets { get; }

    /// <summary>Well-known models of those providers.</summary>
    IReadOnlyList<ModelCard> Models { get; }

    /// <summary>The quirks that accounts may set, each with its values, the default first; none where it takes any.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks { get; }

    /// <summary>What is wrong in the dialect's eyes with an account's settings, each as <c>Setting: what and the cure</c>.</summary>
    IEnumerable<string> Problems(ProviderOptions options) => [];

    /// <summary>Whether <c>provider_options</c> may carry this field: never an endpoint, a key, a header, or what the dialect sets itself.</summary>
    bool AllowsProviderOption(string name);

    /// <summary>Whether the dialect can pass a URL of this kind of media on, so that the provider fetches it, when asked for this operation.</summary>
    bool TakesUrl(ModelTarget target, string operation, MediaKind kind);
}
