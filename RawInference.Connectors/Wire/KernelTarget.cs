using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Wire;

/// <summary>A model of an account of its own, for a service in a kernel: there is no gateway whose configuration names one.</summary>
internal static class KernelTarget
{
    /// <summary>The shortest date that a snapshot's name ends in: <c>20251001</c>.</summary>
    private const int DateLength = 8;

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
        var card = isProviders ? connector.Models.FirstOrDefault(card => card.Provider == preset.Name && IsOf(card.Id, model)) : null;
        return new ModelTarget(account, model, card, new ModelCapabilities { Provider = account.Name, Model = model, Known = false });
    }

    /// <summary>A snapshot has its family's card: <c>-20251001</c>, <c>-2024-08-06</c>.</summary>
    private static bool IsOf(string family, string model) => model == family
        || (model.Length > family.Length + DateLength
            && model.StartsWith($"{family}-", StringComparison.Ordinal)
            && model[(family.Length + 1)..].All(letter => char.IsAsciiDigit(letter) || letter == '-'));
}
