using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.Google;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Tests.Google;

/// <summary>An account of the connector under test, and a model of it.</summary>
internal static class GoogleTarget
{
    public const string Key = "AIza-test-0123456789";

    public static GoogleConnector Connector(HttpMessageHandler handler) => new(new UpstreamClient(handler, new UpstreamOptions(), new FakeTimeProvider()));

    public static ModelTarget Of(GoogleConnector connector, string model, Uri? endpoint = null, string? apiKey = Key)
    {
        var account = new ProviderAccount
        {
            Name = "acme",
            Connector = connector,
            Endpoint = endpoint ?? new Uri("https://api.acme.test/v1beta"),
            ApiKey = apiKey,
            TelemetryName = "acme",
        };
        var card = connector.Models.FirstOrDefault(card => card.Id == model);
        return new ModelTarget(account, model, card, new ModelCapabilities { Provider = account.Name, Model = model, Known = card is not null });
    }
}
