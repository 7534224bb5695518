using RawInference.Connectors.OpenAI;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>The connector as it runs in the product: its own sockets, the real clock.</summary>
internal static class OpenAIContractTarget
{
    public static readonly OpenAIConnector Connector = new(new UpstreamClient(new UpstreamOptions(), TimeProvider.System));

    public static ModelTarget Of(Uri server, string model) => OpenAITarget.Of(Connector, model, new Uri(server, "/v1"));
}
