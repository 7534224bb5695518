using System.Net;
using System.Net.Sockets;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAIChatFailureTests(ContractServer server) : ChatFailureContract(server)
{
    protected override IChatCompletionService CreateService(string? fault) =>
        OpenAIContractTarget.Connector.CreateChatService(OpenAIContractTarget.Of(Server, fault is null ? "gpt-4o-mini" : $"gpt-4o-mini@fault={fault}"));

    protected override IChatCompletionService CreateUnreachable()
    {
        // A port that was free a moment ago and is bound without listening stays refused for the whole test.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return OpenAIContractTarget.Connector.CreateChatService(OpenAIContractTarget.Of(new Uri($"http://127.0.0.1:{port}"), "gpt-4o-mini"));
    }
}
