using System.Collections.Frozen;
using Azure.Core;
using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.AzureOpenAI;
using RawInference.Connectors.OpenAI;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Tests.AzureOpenAI;

/// <summary>An account of the connector under test, and a model of it.</summary>
internal static class AzureOpenAITarget
{
    public const string Key = "azure-key-0123456789";

    public static OpenAIConnector Connector(HttpMessageHandler handler, TokenCredential? credential = null, TimeProvider? time = null)
    {
        time ??= new FakeTimeProvider();
        var tokens = new EntraTokens(() => credential ?? throw new InvalidOperationException("No token was to be asked for."), time);
        return new OpenAIConnector(new UpstreamClient(handler, new UpstreamOptions(), time), new AzureOpenAIHost(tokens));
    }

    public static ModelTarget Of(
        OpenAIConnector connector, string model, string? apiVersion = null, string? apiKey = Key, params (string Model, string Deployment)[] deployments)
    {
        var account = new ProviderAccount
        {
            Name = "contoso",
            Connector = connector,
            Endpoint = new Uri("https://contoso.openai.azure.test"),
            ApiKey = apiKey,
            ApiVersion = apiVersion,
            TelemetryName = "azure.ai.openai",
            Deployments = deployments.ToFrozenDictionary(pair => pair.Model, pair => pair.Deployment),
        };
        var card = connector.Models.FirstOrDefault(card => card.Id == model);
        return new ModelTarget(account, model, card, new ModelCapabilities { Provider = account.Name, Model = model, Known = card is not null });
    }
}
