using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Wire;

/// <summary>A model of an account of its own, for a service in a kernel: there is no gateway whose configuration names one.</summary>
internal static class KernelTarget
{
    /// <param name="connector">Its first preset is the provider that it is named after.</param>
    /// <param name="model">As the provider names it.</param>
    /// <param name="apiKey">Null for a server without keys.</param>
    /// <param name="endpoint">Null for the provider's own.</param>
    /// <param name="isProviders">The endpoint leads to the provider's own models, so that what is known of them holds.</param>
    public static ModelTarget Of(IConnector connector, string model, string? apiKey, Uri? endpoint, bool isProviders)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        var preset = connector.Presets.First(preset => preset.Name == connector.Name);
        var account = new ProviderAccount
        {
            Name = connector.Name,
            Connector = connector,
            Endpoint = endpoint ?? preset.Endpoint!,
            ApiKey = apiKey,
            TelemetryName = preset.TelemetryName ?? connector.Name,
            Catalogue = isProviders ? preset.Name : null,
        };
        var card = isProviders ? new ModelCardIndex([connector]).Find(preset.Name, model) : null;
        return new ModelTarget(account, model, card, new ModelCapabilities { Provider = account.Name, Model = model, Known = false });
    }
}
