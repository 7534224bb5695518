using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>The Messages dialect, stateless: thinking blocks travel with the messages.</summary>
internal sealed class MessagesDialect(AnthropicServer server) : IChatDialect
{
    public UpstreamAccount Account => server.Account;

    public string Model => server.Model;

    public HttpRequestMessage CreateRequest(ChatCall call, bool stream) => server.CreateRequest(BodyWriter.Write(
        BodyWriter.EstimateOf(call.Messages), writer => MessagesBody.Write(writer, server, call, stream)));

    public IReadOnlyList<ChatResult> Read(JsonElement answer, ChatCall call) => [MessagesAnswer.Read(answer, call)];

    public IChatStreamReader OpenStream(ChatCall call) => new MessagesStreamReader(call);
}
