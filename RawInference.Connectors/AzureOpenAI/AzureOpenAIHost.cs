using System.Text.RegularExpressions;
using Azure.Core.Pipeline;
using Azure.Identity;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.AzureOpenAI;

/// <summary>
/// Azure OpenAI, the connector <c>azure-openai</c>. It speaks OpenAI's dialect to the letter, so it has no services of its own: the
/// registration gives this host to the OpenAI connector, which then can here all that it can there. What differs is in this folder,
/// and neither folder refers to the other.
/// <list type="table">
/// <listheader><term>Setting</term><description>Meaning</description></listheader>
/// <item><term><c>Endpoint</c></term><description><c>https://{resource}.openai.azure.com</c>; required, the path is added</description></item>
/// <item><term><c>ApiVersion</c></term><description>a dated one: <c>openai/deployments/{deployment}/…?api-version=…</c> (<c>openai/responses</c> for Responses); without it, or with <c>preview</c>, <c>latest</c> or <c>v1</c>: <c>openai/v1/…</c></description></item>
/// <item><term><c>Deployments</c></term><description>models to the deployments that serve them; a model without one is its own deployment's name</description></item>
/// <item><term><c>ApiKey</c></term><description>the header <c>api-key</c>; without it a token of Microsoft Entra for the process's own identity</description></item>
/// </list>
/// Models have OpenAI's cards, besides under the names that Azure gives them. Their prices are unknown here: they depend on how a
/// deployment was bought (global, data zone, regional, provisioned), which no answer tells.
/// </summary>
internal sealed partial class AzureOpenAIHost(EntraTokens tokens) : IDialectHost<AzureOpenAIHost>
{
    private const string ModelsOf = "openai";

    /// <summary>Azure's names of models that have another at OpenAI.</summary>
    private static readonly (string Here, string There)[] Renamed =
        [("gpt-35-turbo", "gpt-3.5-turbo"), ("whisper", "whisper-1"), ("tts", "tts-1"), ("tts-hd", "tts-1-hd")];

    public string Name => "azure-openai";

    public IReadOnlyList<ProviderPreset> Presets { get; } = EmbeddedCatalogue.Presets("AzureOpenAI/AzureOpenAIPresets.json");

    public static AzureOpenAIHost Create(UpstreamClient upstream) => new(new EntraTokens(
        () => new DefaultAzureCredential(new DefaultAzureCredentialOptions { Transport = new HttpClientTransport(upstream.Handler) }),
        upstream.Time));

    public IEnumerable<ModelCard> CardsOf(IReadOnlyList<ModelCard> cards)
    {
        var known = cards.Where(card => card.Provider == ModelsOf).ToDictionary(card => card.Id, card => card with { Provider = Name, Price = null });
        return [.. known.Values, .. Renamed.Select(pair => known[pair.There] with { Id = pair.Here })];
    }

    public IEnumerable<string> Problems(ProviderOptions options)
    {
        if (options.Endpoint is null)
        {
            yield return $"{nameof(options.Endpoint)}: is missing; it is the resource's own, 'https://{{resource}}.openai.azure.com'.";
        }
        else if (VersionedPath.IsMatch(options.Endpoint))
        {
            yield return $"{nameof(options.Endpoint)}: must be the resource alone, 'https://{{resource}}.openai.azure.com'; the path below it is added.";
        }

        if (options.ApiVersion is { Length: > 0 } version && !AzureOpenAIServer.IsDated(version) && version is not ("preview" or "latest" or "v1"))
        {
            yield return $"{nameof(options.ApiVersion)}: must be a date ('2024-10-21', '2025-04-01-preview'), or 'preview', 'latest' or 'v1'; leave it out for openai/v1.";
        }

        foreach (var problem in UnreadSettings.Problems(options, Name, nameof(options.ApiVersion), nameof(options.Deployments)))
        {
            yield return problem;
        }
    }

    public IDialectServer Open(ModelTarget target, ErrorClassifier classify) => new AzureOpenAIServer(target, classify, tokens);

    [GeneratedRegex(@"/openai(/v1|/deployments\b.*)?/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionedPath { get; }
}
