using System.Net;
using System.Net.Sockets;
using RawInference.Connectors.Google;
using RawInference.Connectors.Tests.Google.Vertex;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Google;

/// <summary>The connector as it runs in the product: its own sockets, the real clock.</summary>
internal static class GoogleContractTarget
{
    /// <summary>Bound and not listening, it stays refused for as long as the tests run.</summary>
    private static readonly Socket Deaf = Bind();

    public static readonly GoogleConnector Connector = new(new UpstreamClient(new UpstreamOptions(), TimeProvider.System));

    /// <summary>A server at which nobody answers.</summary>
    public static Uri Nobody => new($"http://{(IPEndPoint)Deaf.LocalEndPoint!}");

    /// <summary>A model of the Gemini API.</summary>
    /// <param name="server">Where it is.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="fault">What goes wrong, in the emulator's words; null for nothing.</param>
    public static ModelTarget Of(Uri server, string model, string? fault = null) =>
        Faulty(GoogleTarget.Of(Connector, model, new Uri(server, "/google/v1beta")), fault);

    /// <summary>A model of Vertex AI, whose account proves itself with the key file.</summary>
    public static ModelTarget OnVertex(Uri server, string keyFile, string model, string? fault = null) =>
        Faulty(VertexTarget.Model(VertexAccount(Connector, server, keyFile), model), fault);

    public static ProviderAccount VertexAccount(GoogleConnector connector, Uri server, string keyFile, string preset = "google-vertex") =>
        VertexTarget.Account(connector, preset, credentialsFile: keyFile, vertexEndpoint: new Uri(server, "/vertex/v1").AbsoluteUri);

    private static ModelTarget Faulty(ModelTarget target, string? fault) =>
        fault is null ? target : target with { Model = $"{target.Model}@fault={fault}" };

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
