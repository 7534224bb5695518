using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>The Chat Completions dialect (<c>POST chat/completions</c>), which all compatible servers speak.</summary>
internal sealed class ChatDialect(OpenAIServer server) : IChatDialect
{
    public UpstreamAccount Account => server.Account;

    public string Model => server.Model;

    public HttpRequestMessage CreateRequest(ChatCall call, bool stream) =>
        server.CreateRequest("chat/completions", BodyWriter.Write(
            BodyWriter.EstimateOf(call.Messages), writer => ChatBody.Write(writer, server, call, stream)));

    public IReadOnlyList<ChatResult> Read(JsonElement answer, ChatCall call) => ChatAnswer.Read(answer, server.Account, call, server.Quirks.ReasoningState);

    public IChatStreamReader OpenStream(ChatCall call) => new ChatStreamReader(server.Account, call, server.Quirks);
}
