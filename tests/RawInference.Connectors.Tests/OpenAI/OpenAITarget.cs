using System.Collections.Frozen;
using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.OpenAI;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>An account of the connector under test, and a model of it.</summary>
internal static class OpenAITarget
{
    public const string Key = "sk-test-0123456789";

    public static OpenAIConnector Connector(HttpMessageHandler handler, UpstreamOptions? options = null, TimeProvider? time = null) =>
        new(new UpstreamClient(handler, options ?? new UpstreamOptions(), time ?? new FakeTimeProvider()));

    public static ModelTarget Of(
        OpenAIConnector connector,
        string model,
        Uri? endpoint = null,
        bool known = true,
        string? apiKey = Key,
        params (string Name, string Value)[] quirks)
    {
        var account = new ProviderAccount
        {
            Name = "acme",
            Connector = connector,
            Endpoint = endpoint ?? new Uri("https://api.acme.test/v1"),
            ApiKey = apiKey,
            TelemetryName = "acme",
            Quirks = quirks.ToFrozenDictionary(quirk => quirk.Name, quirk => quirk.Value),
        };
        var card = known ? connector.Models.FirstOrDefault(card => card.Id == model) : null;
        return new ModelTarget(account, model, card, new ModelCapabilities { Provider = account.Name, Model = model, Known = card is not null });
    }
}
