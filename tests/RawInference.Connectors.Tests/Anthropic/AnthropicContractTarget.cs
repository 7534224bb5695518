using System.Net;
using System.Net.Sockets;
using RawInference.Connectors.Anthropic;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Tests.Anthropic;

/// <summary>The connector as it runs in the product: its own sockets, the real clock.</summary>
internal static class AnthropicContractTarget
{
    public const string Model = "claude-haiku-4-5";

    public static readonly AnthropicConnector Connector = new(new UpstreamClient(new UpstreamOptions(), TimeProvider.System));

    /// <summary>Bound and not listening, it stays refused for as long as the tests run.</summary>
    private static readonly Socket Deaf = Bind();

    /// <summary>A server at which nobody answers.</summary>
    public static Uri Nobody => new($"http://{(IPEndPoint)Deaf.LocalEndPoint!}");

    /// <param name="server">Where it is.</param>
    /// <param name="fault">What goes wrong, in the emulator's words; null for nothing.</param>
    public static ModelTarget Of(Uri server, string? fault = null)
    {
        var target = AnthropicTarget.Of(Connector, Model, new Uri(server, "/anthropic/v1"));
        return fault is null ? target : target with { Model = $"{Model}@fault={fault}" };
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
