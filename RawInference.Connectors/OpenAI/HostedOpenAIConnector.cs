using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI;

/// <summary>The same dialect as a connector of its own, under the host's name.</summary>
internal sealed class HostedOpenAIConnector<THost>(UpstreamClient upstream) : OpenAIConnector(upstream, THost.Create(upstream))
    where THost : IDialectHost<THost>;
