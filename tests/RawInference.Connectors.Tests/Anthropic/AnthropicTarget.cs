using System.Collections.Frozen;
using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.Anthropic;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Tests.Anthropic;

/// <summary>An account of the connector under test, and a model of it.</summary>
internal static class AnthropicTarget
{
    public const string Key = "sk-ant-test-0123456789";

    public static AnthropicConnector Connector(HttpMessageHandler handler) =>
        new(new UpstreamClient(handler, new UpstreamOptions(), new FakeTimeProvider()));

    public static ModelTarget Of(AnthropicConnector connector, string model, Uri? endpoint = null, params (string Name, string Value)[] quirks)
    {
        var account = new ProviderAccount
        {
            Name = "acme",
            Connector = connector,
            Endpoint = endpoint ?? new Uri("https://api.acme.test/v1"),
            ApiKey = Key,
            TelemetryName = "acme",
            Quirks = quirks.ToFrozenDictionary(quirk => quirk.Name, quirk => quirk.Value),
        };
        var card = connector.Models.FirstOrDefault(card => card.Id == model);
        return new ModelTarget(account, model, card, new ModelCapabilities { Provider = account.Name, Model = model, Known = card is not null });
    }
}
