using Microsoft.SemanticKernel;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>What a registered service does not tell of itself. Each registration of the same provider adds to the same options.</summary>
public sealed class KernelProviderOptions
{
    /// <summary>The provider's models, where their capabilities and prices are known: they are listed, checked and billed.</summary>
    public ICollection<ModelCard> Models { get; } = [];

    /// <summary>Fields of <c>provider_options</c> that callers may set; none unless named. Never an endpoint, a key or a header.</summary>
    public ISet<string> ProviderOptions { get; } = new HashSet<string>();

    /// <summary>Media that the chat service takes as a URL, which its provider then fetches; none unless named.</summary>
    public ISet<MediaKind> Urls { get; } = new HashSet<MediaKind>();

    /// <summary>
    /// Whether the chat service says why a completion ended. It should: a stream that breaks off and one that is complete look alike
    /// in many clients, and only the reason tells. Without one a stream is an error, unless this is false.
    /// </summary>
    public bool GivesFinishReason { get; set; } = true;

    /// <summary>The key that the service uses, so that it can be taken out of what its provider says.</summary>
    public string? Secret { get; set; }

    /// <summary>The provider's name in the GenAI telemetry conventions; null means its own.</summary>
    public string? TelemetryName { get; set; }

    /// <summary>
    /// Translates a call's settings for a service whose settings are of a type of its own, instead of what is done otherwise;
    /// what it leaves out it tells <see cref="RawInferenceExecutionSettings.OnWarning"/>. Not for clients of Microsoft.Extensions.AI.
    /// </summary>
    public Func<RawInferenceExecutionSettings, PromptExecutionSettings>? Settings { get; set; }

    /// <summary>What an exception of the service's own types means; null leaves it to what is known of it.</summary>
    public Func<Exception, InferenceErrorCode?>? ErrorCode { get; set; }
}
