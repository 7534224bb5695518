using System.Collections.Frozen;
using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.Google;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>A model of an account as the presets configure it.</summary>
internal static class VertexTarget
{
    public static GoogleConnector Connector(HttpMessageHandler handler, TimeProvider? time = null) =>
        new(new UpstreamClient(handler, new UpstreamOptions(), time ?? new FakeTimeProvider()));

    public static ProviderAccount Account(
        GoogleConnector connector,
        string preset = "google-vertex",
        string? apiKey = null,
        string? project = "p-1",
        string? location = "us-central1",
        string? credentialsFile = null,
        Uri? endpoint = null,
        string? vertexEndpoint = null)
    {
        var known = connector.Presets.Single(one => one.Name == preset);
        return new ProviderAccount
        {
            Name = preset,
            Connector = connector,
            Endpoint = endpoint ?? known.Endpoint,
            ApiKey = apiKey,
            Project = project,
            Location = location,
            CredentialsFile = credentialsFile,
            Quirks = (vertexEndpoint is null ? known.Quirks : known.Quirks.Append(new("vertex_endpoint", vertexEndpoint))).ToFrozenDictionary(),
            TelemetryName = preset,
            Catalogue = preset,
        };
    }

    public static ModelTarget Model(ProviderAccount account, string model)
    {
        var card = account.Connector.Models.FirstOrDefault(card => card.Id == model && card.Provider == account.Catalogue);
        return new ModelTarget(account, model, card, new ModelCapabilities { Provider = account.Name, Model = model, Known = card is not null });
    }
}
