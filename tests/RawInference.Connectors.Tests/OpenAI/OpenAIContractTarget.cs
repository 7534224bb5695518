using System.Net;
using System.Net.Sockets;
using RawInference.Connectors.OpenAI;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>The connector as it runs in the product: its own sockets, the real clock.</summary>
internal static class OpenAIContractTarget
{
    public static readonly OpenAIConnector Connector = new(new UpstreamClient(new UpstreamOptions(), TimeProvider.System));

    /// <summary>Bound and not listening, it stays refused for as long as the tests run.</summary>
    private static readonly Socket Deaf = Bind();

    /// <summary>A server at which nobody answers.</summary>
    public static Uri Nobody => new($"http://{(IPEndPoint)Deaf.LocalEndPoint!}");

    /// <param name="server">Where it is.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="fault">What goes wrong, in the emulator's words; null for nothing.</param>
    /// <param name="quirks">The account's.</param>
    public static ModelTarget Of(Uri server, string model, string? fault = null, params (string Name, string Value)[] quirks)
    {
        var target = OpenAITarget.Of(Connector, model, new Uri(server, "/v1"), quirks: quirks);
        return fault is null ? target : target with { Model = $"{model}@fault={fault}" };
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
